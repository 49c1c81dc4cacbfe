package cn.tongxing.idp.platform.connector;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Processor;
import org.apache.coyote.UpgradeProtocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/1.1 with one reading of each request ({@link StrictHeaders}, {@link StrictTrailers}) and an
 * end to it. The container limits how long it waits for the next byte: who sends one in time, each
 * time, keeps a connection for ever, and ten thousand of them keep everybody else out. Here a
 * request has {@link #LONGEST} from its first byte, or from the connection's opening, to the last
 * byte of its answer. Connections between two requests wait as long as the container lets them.
 *
 * <p>Which requests are under way on a connection of HTTP/2 cannot be seen from here. It takes
 * requests for {@link #LONGEST} and says that it takes no more (GOAWAY, RFC 9113 6.8); what was
 * begun by then has as long again, and then it is closed.
 */
public final class TimedHttp11 extends Http11NioProtocol {

  /** Several times what the slowest answer takes on the slowest line that is provided for. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(TimedHttp11.class);

  /** Whether a request was begun by what arrived: empty lines before one are read and are none. */
  private static final ThreadLocal<Boolean> SERVED = ThreadLocal.withInitial(() -> false);

  private final Map<SocketWrapperBase<NioChannel>, Long> begun = new ConcurrentHashMap<>();
  private final Set<SocketWrapperBase<NioChannel>> between = ConcurrentHashMap.newKeySet();
  private final Set<SocketWrapperBase<NioChannel>> upgraded = ConcurrentHashMap.newKeySet();
  private long longest = LONGEST.toNanos();
  private @Nullable Future<?> watch;

  /** Made by the container, by name. */
  public TimedHttp11() {
    Handler<NioChannel> handler = Objects.requireNonNull(getEndpoint().getHandler());
    getEndpoint().setHandler(new Timed(handler));
  }

  /** A request is looked at by this thread. */
  static void served() {
    SERVED.set(true);
  }

  void longest(Duration time) {
    this.longest = time.toNanos();
  }

  /** Whoever configures the container knows its own HTTP/2 only. */
  @Override
  public void addUpgradeProtocol(UpgradeProtocol protocol) {
    super.addUpgradeProtocol(
        protocol.getClass() == Http2Protocol.class ? new WideHttp2() : protocol);
  }

  @Override
  protected Processor createProcessor() {
    Processor processor = NewerThanHttp09.of(this, getAdapter());
    StrictHeaders.in(processor.getRequest());
    StrictTrailers.in(processor.getRequest(), this);
    return processor;
  }

  @Override
  public void start() throws Exception {
    super.start();
    watch = getUtilityExecutor().scheduleWithFixedDelay(this::closeLate, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void stop() throws Exception {
    if (watch != null) {
      watch.cancel(false);
    }
    super.stop();
  }

  private void closeLate() {
    var connections = getEndpoint().getConnections();
    begun.keySet().retainAll(connections);
    between.retainAll(connections);
    upgraded.retainAll(connections);
    long now = System.nanoTime();
    for (SocketWrapperBase<NioChannel> connection : connections) {
      if (between.contains(connection)) {
        continue;
      }
      Long since = begun.putIfAbsent(connection, now);
      if (since != null && now - since > longest) {
        late(connection, now - since);
      }
    }
  }

  private void late(SocketWrapperBase<NioChannel> connection, long age) {
    if (upgraded.contains(connection) && age <= 2 * longest) {
      if (connection.getCurrentProcessor() instanceof Processor processor) { // else it is busy
        processor.pause();
      }
      return;
    }
    if (upgraded.contains(connection)) { // with nothing under way, most of the time
      LOG.debug("connection from {} closed: it took no more requests", connection.getRemoteAddr());
    } else {
      LOG.info("connection from {} closed: a request took too long", connection.getRemoteAddr());
    }
    connection.close();
  }

  /** Notes when a request begins and ends on each connection. */
  private final class Timed implements Handler<NioChannel> {

    private final Handler<NioChannel> handler;

    Timed(Handler<NioChannel> handler) {
      this.handler = handler;
    }

    @Override
    public SocketState process(SocketWrapperBase<NioChannel> connection, SocketEvent event) {
      if (between.remove(connection)) {
        begun.put(connection, System.nanoTime());
      } else {
        begun.putIfAbsent(connection, System.nanoTime());
      }
      SERVED.set(false);
      SocketState state = handler.process(connection, event);
      switch (state) {
        case OPEN -> {
          if (SERVED.get()) {
            between.add(connection);
          }
        }
        case ASYNC_IO, UPGRADED, UPGRADING -> upgraded.add(connection);
        case CLOSED -> forget(connection);
        default -> {} // the request goes on
      }
      return state;
    }

    @Override
    public @Nullable Object getGlobal() {
      return handler.getGlobal();
    }

    @Override
    public void release(SocketWrapperBase<NioChannel> connection) {
      forget(connection);
      handler.release(connection);
    }

    @Override
    public void pause() {
      handler.pause();
    }

    @Override
    public void recycle() {
      handler.recycle();
    }

    private void forget(SocketWrapperBase<NioChannel> connection) {
      begun.remove(connection);
      between.remove(connection);
      upgraded.remove(connection);
    }
  }
}
