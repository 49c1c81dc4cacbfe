package cn.tongxing.idp.identity.migration;

import java.util.Map;
import java.util.Optional;

/**
 * One row of the file, not looked at yet.
 *
 * @param line where it begins, from 1
 * @param fields by column; empty if the row cannot be read
 */
record Row(long line, Map<String, String> fields) {

  /** The text of a column without blanks around; empty if it has none. */
  Optional<String> field(String column) {
    return Optional.ofNullable(fields.get(column))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /** First and last two characters of the document's number, whatever it is. */
  String maskedNumber() {
    String text = field("document_number").orElse("");
    return text.length() < 6
        ? "*".repeat(text.length())
        : text.charAt(0) + "*".repeat(text.length() - 3) + text.substring(text.length() - 2);
  }

  /** The line only: the fields are personal. */
  @Override
  public String toString() {
    return "Row[" + line + "]";
  }
}
