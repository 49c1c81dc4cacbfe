package cn.tongxing.idp.keys;

import org.jspecify.annotations.Nullable;

/**
 * A column of sealed values, for re-encryption (NIST SP 800-57 5.3.5, end of a cryptoperiod): who
 * owns the table names it, so that its values can be sealed anew under another data key. The row's
 * id is a {@code uuid} in column {@code id}, and the {@link SealedPlace} is table, column and id.
 *
 * @param indexColumn of a blind index; null without
 * @param domain of that index if it is over the same text; null otherwise: then the place's row is
 *     the index in hexadecimal, for values that several rows of one index may hold in turn
 * @param ofPersons whether it is sealed under keys of persons ({@link PersonSealing}), which stay
 *     when data keys change: only their wrapped form is made anew
 */
public record SealedColumn(
    String table,
    String column,
    @Nullable String indexColumn,
    @Nullable String domain,
    boolean ofPersons) {

  /** Values that nobody searches for. */
  public static SealedColumn of(String table, String column) {
    return new SealedColumn(table, column, null, null, false);
  }

  /** Values whose place names the blind index of another column. */
  public static SealedColumn placedByIndex(String table, String column, String indexColumn) {
    return new SealedColumn(table, column, indexColumn, null, false);
  }

  /** Whether the place's row is the index. */
  public boolean isPlacedByIndex() {
    return indexColumn != null && domain == null;
  }

  /** Values that are found by a blind index. */
  public static SealedColumn indexed(
      String table, String column, String indexColumn, String domain) {
    return new SealedColumn(table, column, indexColumn, domain, false);
  }

  /** The same, sealed under keys of persons. */
  public SealedColumn underPersons() {
    return new SealedColumn(table, column, indexColumn, domain, true);
  }
}
