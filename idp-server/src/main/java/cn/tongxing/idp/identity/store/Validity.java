package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.PersonFacts.Paper;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import java.time.LocalDate;
import java.util.Optional;

/** Stored form of a document's validity: issued, expires and issue number, a line each. */
final class Validity {

  private Validity() {}

  /** Empty if nothing is known. */
  static Optional<String> text(Paper paper) {
    String text =
        String.join(
            "\n",
            paper.issued().map(LocalDate::toString).orElse(""),
            paper.expires().map(LocalDate::toString).orElse(""),
            paper.issueNumber().orElse(""));
    return Optional.of(text).filter(lines -> !lines.isBlank());
  }

  static Paper paper(IdentityDocument document, String text) {
    String[] lines = text.split("\n", -1);
    return new Paper(document, day(lines[0]), day(lines[1]), known(lines[2]));
  }

  private static Optional<LocalDate> day(String line) {
    return known(line).map(LocalDate::parse);
  }

  private static Optional<String> known(String line) {
    return Optional.of(line).filter(each -> !each.isEmpty());
  }
}
