package cn.tongxing.idp.keys;

/**
 * Where a sealed value stands: table (or Redis key space), column, row.
 *
 * @param row the row's id in text form; for a row that has none of its own yet, make the id first
 */
public record SealedPlace(String table, String column, String row) {}
