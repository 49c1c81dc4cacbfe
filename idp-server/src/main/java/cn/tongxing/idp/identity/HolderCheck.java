package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.RegisteredTo;

/**
 * The carriers' check in whose name a phone is registered (三要素: name, number, phone). A port: where
 * none is configured, nothing is known. Asked only after the phone's code and the pair of name and
 * number were right. Implementations have a deadline of their own, answer {@link Answer#UNKNOWN}
 * when the carriers are down or do not know, and log nothing personal.
 */
@FunctionalInterface
public interface HolderCheck {

  /** Where nobody can be asked. */
  HolderCheck NONE = (name, document, phone) -> Answer.UNKNOWN;

  /** In whose name the phone is. */
  Answer holder(PersonName name, IdentityDocument document, PhoneNumber phone);

  /**
   * What the carriers say.
   *
   * @param reference the supplier's number for the answer
   * @param digest SHA-256 of the answer as received, in hex; blank if there is none
   */
  record Answer(RegisteredTo holder, String reference, String digest) {

    /** Nothing is known. */
    public static final Answer UNKNOWN = new Answer(RegisteredTo.UNKNOWN, "", "");
  }
}
