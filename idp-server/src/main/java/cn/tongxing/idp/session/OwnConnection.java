package cn.tongxing.idp.session;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The connection by which a request came. A thread that waits for a silent line can be woken in no
 * other way than by its end.
 */
public final class OwnConnection {

  /** Attribute of a request: what ends its connection when it is run. None with HTTP/2. */
  public static final String END = "cn.tongxing.idp.connection.end";

  private OwnConnection() {}

  /** Time that a request has to arrive; closed when it is here. */
  public static final class Patience implements AutoCloseable {

    private final AtomicBoolean over = new AtomicBoolean();

    private Patience() {}

    @Override
    public void close() {
      over.set(true);
    }
  }

  /** Ends the request's connection after that time, unless what is returned was closed before. */
  public static Patience endsAfter(Duration time, HttpServletRequest request) {
    Patience patience = new Patience();
    if (request.getAttribute(END) instanceof Runnable end) {
      CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> {
            if (patience.over.compareAndSet(false, true)) {
              end.run();
            }
          });
    }
    return patience;
  }
}
