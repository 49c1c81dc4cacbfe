package cn.tongxing.idp.identity.migration;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The columns of a file, by whichever form it comes in. */
final class Columns {

  private static final List<String> ALL =
      List.of(
          "document_number",
          "name",
          "document_type",
          "document_jurisdiction",
          "phone",
          "phone_used_at",
          "password_hash",
          "level",
          "external_id",
          "created_at");

  private Columns() {}

  /**
   * Other columns are passed by; one that is meant and misspelt, or there twice, must not be.
   *
   * @throws IllegalArgumentException naming the column
   */
  static void requireUnmistakable(Collection<String> names) {
    for (String name : names) {
      String letters = letters(name);
      for (String column : ALL) {
        if (letters.equals(letters(column)) && !name.equals(column)) {
          throw new IllegalArgumentException("column " + column + " is written otherwise");
        }
      }
      if (ALL.contains(name) && Collections.frequency(names, name) > 1) {
        throw new IllegalArgumentException("column " + name + " is there twice");
      }
    }
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }
}
