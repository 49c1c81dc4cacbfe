package cn.tongxing.idp.identity.phone;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The last six characters of a document number, however its parts are set apart. Older travel
 * permits print two digits of renewal behind the number that is kept: whoever types the last six of
 * such a card types four of the number, and these are what is compared then.
 */
final class DocumentTail {

  private static final int LENGTH = 6;
  private static final int RENEWAL = 2;

  /** Keeps the two kinds apart: in no document number stands a dot. */
  private static final String RENEWED = "..";

  /**
   * As often as somebody renews a card in a life: any two digits would be worth no more than four.
   */
  private static final Pattern ENDS_IN_RENEWAL = Pattern.compile(".*[01][0-9]");

  private DocumentTail() {}

  /** What fits the document, each as {@link #typed} says it. */
  static List<String> of(IdentityDocument document) {
    String number = document.number();
    String end = number.substring(Math.max(0, number.length() - LENGTH));
    return isRenewable(document) ? List.of(end, end.substring(RENEWAL) + RENEWED) : List.of(end);
  }

  /**
   * What was typed may mean: a text of another length fits no document, and so does none at all.
   */
  static List<String> typed(String text) {
    return IdentityDocument.readings(text).stream()
        .findFirst()
        .filter(bare -> bare.length() == LENGTH)
        .map(DocumentTail::meanings)
        .orElse(List.of());
  }

  private static List<String> meanings(String bare) {
    return ENDS_IN_RENEWAL.matcher(bare).matches()
        ? List.of(bare, bare.substring(0, LENGTH - RENEWAL) + RENEWED)
        : List.of(bare);
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
