package cn.tongxing.idp.protocol.error;

import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.RequestOrigin;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The line that a refused request leaves in the log: which client, which error, why. Of one client,
 * address and error at most {@link #LINES} a minute on a node, so that nobody fills it; the last of
 * them is a warning.
 */
@Component
public class RefusalLog {

  /** Lines a minute for each client, address and error. */
  public static final int LINES = 30;

  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final int SOURCES = 10_000;

  private final Cache<String, AtomicInteger> lines =
      Caffeine.newBuilder().maximumSize(SOURCES).expireAfterWrite(Duration.ofMinutes(1)).build();

  /** Writes the line, unless there were too many. */
  public void refused(Optional<ClientId> client, RequestOrigin origin, Reason reason) {
    String name = client.map(ClientId::value).orElse("unknown");
    int count =
        lines
            .get(name + "@" + origin.line() + " " + reason.error(), _ -> new AtomicInteger())
            .incrementAndGet();
    if (count <= LINES) {
      LOG.info(
          "refused: client {}, {} ({}): {}{}",
          name,
          reason.error().name(),
          reason.code(),
          reason.description(),
          reason.forLog().map(cause -> " [" + cause + "]").orElse(""));
    }
    if (count == LINES) {
      LOG.warn(
          "client {} was refused {} times in a minute from one address: {}; no more lines of that"
              + " minute",
          name,
          LINES,
          reason.error().name());
    }
  }
}
