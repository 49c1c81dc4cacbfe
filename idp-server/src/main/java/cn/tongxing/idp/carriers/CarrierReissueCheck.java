package cn.tongxing.idp.carriers;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.carriers.NumberService.Reply;
import cn.tongxing.idp.identity.ReissueCheck;
import cn.tongxing.idp.kernel.CitizenTime;
import cn.tongxing.idp.keys.Acs3Signature;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * Whether a number was issued again (二次放号检测), by {@code DescribePhoneTwiceTelVerify}: 0 cannot be
 * said, 1 it was, 2 it was not, 3 the number is given up. A number that has just got our code is
 * not given up: the carriers are behind, and nothing is known.
 */
final class CarrierReissueCheck implements ReissueCheck {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(CitizenTime.ZONE);

  private final NumberService service;
  private final String authCode;

  CarrierReissueCheck(NumberService service, String authCode) {
    this.service = service;
    this.authCode = authCode;
  }

  @Override
  public Answer since(PhoneNumber phone, Instant since) {
    return MainlandNumber.of(phone).map(number -> asked(number, since)).orElse(Answer.UNKNOWN);
  }

  private Answer asked(String number, Instant since) {
    Reply reply =
        service.ask(
            "DescribePhoneTwiceTelVerify",
            Map.of(
                "AuthCode", authCode,
                "InputNumber", Acs3Signature.sha256(number),
                "StartTime", TIME.format(since)));
    return switch (reply) {
      case Reply.Data data ->
          switch (data.fields().path("VerifyResult").asString("")) {
            case "1" -> Answer.CHANGED_HANDS;
            case "2" -> Answer.SAME_HOLDER;
            default -> Answer.UNKNOWN;
          };
      case Reply.Nothing _ -> Answer.UNKNOWN;
    };
  }
}
