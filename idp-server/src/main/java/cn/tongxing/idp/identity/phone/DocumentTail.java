package cn.tongxing.idp.identity.phone;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The last six characters of a document number, however its parts are set apart. Older travel
 * permits print two digits of renewal behind the number that is kept: whoever types them types
 * eight, for it is six of the number that choose. Of the last six as printed four would be left.
 */
final class DocumentTail {

  private static final int LENGTH = 6;

  /** Keeps the two kinds apart: in no document number stands a dot. */
  private static final String RENEWED = "..";

  private static final Pattern WITH_RENEWAL = Pattern.compile(".{6}[0-9]{2}");

  private DocumentTail() {}

  /** What fits the document, each as {@link #typed} says it. */
  static List<String> of(IdentityDocument document) {
    String number = document.number();
    String end = number.substring(Math.max(0, number.length() - LENGTH));
    return isRenewable(document) ? List.of(end, end + RENEWED) : List.of(end);
  }

  /**
   * What was typed may mean: a text of another length fits no document, and so does none at all.
   */
  static List<String> typed(String text) {
    return IdentityDocument.readings(text).stream()
        .findFirst()
        .map(DocumentTail::meaning)
        .orElse(List.of());
  }

  private static List<String> meaning(String bare) {
    if (WITH_RENEWAL.matcher(bare).matches()) {
      return List.of(bare.substring(0, LENGTH) + RENEWED);
    }
    return bare.length() == LENGTH ? List.of(bare) : List.of();
  }

  /** Whether an older print of it has two digits more, which every reading of it leaves out. */
  private static boolean isRenewable(IdentityDocument document) {
    return Stream.of("01", "19")
        .map(document.number()::concat)
        .allMatch(printed ->
            new IdentityDocument(document.type(), printed, document.jurisdiction())
                .number()
                .equals(document.number()));
  }
}
