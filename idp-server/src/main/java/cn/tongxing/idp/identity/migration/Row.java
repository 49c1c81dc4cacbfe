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

  /** The line only: the fields are personal. */
  @Override
  public String toString() {
    return "Row[" + line + "]";
  }
}
