package cn.tongxing.idp.carriers;

import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.carriers.NumberService.Reply;
import cn.tongxing.idp.identity.AccountRule.RegisteredTo;
import cn.tongxing.idp.identity.HolderCheck;
import cn.tongxing.idp.keys.Acs3Signature;
import java.util.Map;

/**
 * In whose name a number is (三要素), by {@code ThreeElementsVerification}: 1 name, number and phone
 * belong together, 0 they do not, 2 nothing is on file. Answers about resident identity numbers
 * only.
 */
final class CarrierHolderCheck implements HolderCheck {

  private final NumberService service;
  private final String authCode;

  CarrierHolderCheck(NumberService service, String authCode) {
    this.service = service;
    this.authCode = authCode;
  }

  @Override
  public Answer holder(PersonName name, IdentityDocument document, PhoneNumber phone) {
    return document.type() == DocumentType.RESIDENT_ID
        ? MainlandNumber.of(phone)
            .map(number -> asked(name, document, number))
            .orElse(Answer.UNKNOWN)
        : Answer.UNKNOWN;
  }

  private Answer asked(PersonName name, IdentityDocument document, String number) {
    Reply reply =
        service.ask(
            "ThreeElementsVerification",
            Map.of(
                "AuthCode", authCode,
                "InputNumber", Acs3Signature.sha256(number),
                "Name", Acs3Signature.sha256(name.asked()),
                "CertCode", Acs3Signature.sha256(document.number())));
    return switch (reply) {
      case Reply.Data(var fields, String reference, String digest) ->
          switch (fields.path("IsConsistent").asString("")) {
            case "1" -> new Answer(RegisteredTo.THEIRS, reference, digest);
            case "0" -> new Answer(RegisteredTo.ANOTHERS, reference, digest);
            default -> Answer.UNKNOWN;
          };
      case Reply.Nothing _ -> Answer.UNKNOWN;
    };
  }
}
