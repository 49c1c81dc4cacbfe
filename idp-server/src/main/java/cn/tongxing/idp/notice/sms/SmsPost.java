package cn.tongxing.idp.notice.sms;

import cn.tongxing.idp.outbound.GuardedHttp;
import cn.tongxing.idp.outbound.OutboundAnswer.Failed;
import cn.tongxing.idp.outbound.OutboundAnswer.Received;
import cn.tongxing.idp.outbound.OutboundRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One POST to a provider within five seconds. */
final class SmsPost {

  private static final Logger LOG = LoggerFactory.getLogger(SmsPost.class);
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final GuardedHttp outbound;
  private final Duration limit;

  SmsPost(GuardedHttp outbound) {
    this(outbound, Duration.ofSeconds(5));
  }

  SmsPost(GuardedHttp outbound, Duration limit) {
    this.outbound = outbound;
    this.limit = limit;
  }

  /** The answer, whatever its status; empty if there is none, which has been said in the log. */
  Optional<Received> send(URI uri, Map<String, String> headers, byte[] body) {
    var request = new OutboundRequest("POST", uri, headers, body, limit, LONGEST_ANSWER);
    return switch (outbound.send(request)) {
      case Received answer -> Optional.of(answer);
      case Failed failed -> {
        LOG.warn(
            "SMS provider {}: {} ({})",
            uri.getRawAuthority(),
            failed.failure().code(),
            failed.explanation());
        yield Optional.empty();
      }
    };
  }
}
