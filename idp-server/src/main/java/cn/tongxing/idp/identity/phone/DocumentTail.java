package cn.tongxing.idp.identity.phone;

import cn.tongxing.adapter.spi.document.IdentityDocument;

/** The last six characters of a document number, however its parts are set apart. */
final class DocumentTail {

  private static final int LENGTH = 6;

  private DocumentTail() {}

  static String of(IdentityDocument document) {
    String number = document.number();
    return number.substring(Math.max(0, number.length() - LENGTH));
  }

  /** What was typed; a text of another length fits no document, and so does none at all. */
  static String typed(String text) {
    return IdentityDocument.readings(text).stream()
        .findFirst()
        .filter(bare -> bare.length() == LENGTH)
        .orElse("");
  }
}
