package cn.tongxing.idp.notice.sms;

import cn.tongxing.idp.outbound.OutboundAnswer.Received;
import java.net.URI;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A cloud provider's answer in JSON. */
final class SmsAnswer {

  private static final Logger LOG = LoggerFactory.getLogger(SmsAnswer.class);

  /** A reason has letters first and is short, so that it is never a number or a text. */
  private static final Pattern REASON = Pattern.compile("[A-Za-z][A-Za-z_.]{1,80}");

  private SmsAnswer() {}

  /** The body; a missing node if it is no JSON. */
  static JsonNode body(Received answer) {
    try {
      return JsonMapper.shared().readTree(answer.body());
    } catch (JacksonException noJson) {
      return MissingNode.getInstance();
    }
  }

  /** Says why a message was not taken: the status and the provider's word for it, nothing else. */
  static SmsSender.Handover refused(URI endpoint, Received answer, String reason) {
    LOG.warn(
        "SMS provider {}: {}, {}",
        endpoint.getRawAuthority(),
        answer.status(),
        REASON.matcher(reason).matches() ? reason : "no reason given");
    return SmsSender.Handover.FAILED;
  }
}
