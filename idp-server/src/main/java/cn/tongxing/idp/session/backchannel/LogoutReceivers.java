package cn.tongxing.idp.session.backchannel;

import cn.tongxing.idp.outbound.GuardedHttp;
import cn.tongxing.idp.outbound.OutboundAnswer.Failed;
import cn.tongxing.idp.outbound.OutboundAnswer.Received;
import cn.tongxing.idp.outbound.OutboundRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Posts one logout token (OpenID Connect Back-Channel Logout 1.0, 2.5). Three seconds in all; of
 * the answer only the status counts.
 */
@Component
class LogoutReceivers {

  private static final Duration TIME = Duration.ofSeconds(3);

  private final GuardedHttp outbound;

  LogoutReceivers(GuardedHttp outbound) {
    this.outbound = outbound;
  }

  /**
   * What became of a try.
   *
   * @param code for the record: {@code http-200}, {@code timeout}, {@code address-refused}, ...
   * @param explanation for the log
   */
  record Answer(boolean delivered, String code, String explanation) {}

  Answer post(URI uri, String logoutToken) {
    // a compact JWS holds nothing that a form would have to encode
    byte[] form = ("logout_token=" + logoutToken).getBytes(StandardCharsets.US_ASCII);
    var request =
        new OutboundRequest(
            "POST",
            uri,
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            form,
            TIME,
            OutboundRequest.STATUS_ONLY);
    return switch (outbound.send(request)) {
      case Received answer -> answered(answer.status());
      case Failed failed -> new Answer(false, failed.failure().code(), failed.explanation());
    };
  }

  private static Answer answered(int status) {
    return switch (status / 100) {
      case 2 -> new Answer(true, "http-" + status, "");
      case 3 -> new Answer(false, "redirect-refused", "answered " + status + ", a redirect");
      default -> new Answer(false, "http-" + status, "answered " + status);
    };
  }
}
