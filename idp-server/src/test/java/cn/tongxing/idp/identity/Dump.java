package cn.tongxing.idp.identity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All rows of all tables, as a dump of the database shows them.
 *
 * @param rows in text form, behind the name of their table
 * @param values everything in them that is bytes, also within documents of JSON
 */
record Dump(List<String> rows, List<byte[]> values) {

  private static final Pattern BYTES = Pattern.compile("\\\\x([0-9a-f]{2,})");

  static Dump of(JdbcClient jdbc) {
    List<String> tables =
        jdbc.sql(
                """
                SELECT relname FROM pg_class
                 WHERE relkind IN ('r', 'p') AND NOT relispartition
                   AND relnamespace = 'public'::regnamespace
                """)
            .query(String.class)
            .list();
    var rows = new ArrayList<String>();
    var values = new ArrayList<byte[]>();
    for (String table : tables) {
      for (String row :
          jdbc.sql("SELECT t::text FROM " + table + " t").query(String.class).list()) {
        rows.add(table + " " + row);
        BYTES
            .matcher(row)
            .results()
            .forEach(found -> values.add(HexFormat.of().parseHex(found.group(1))));
      }
    }
    return new Dump(List.copyOf(rows), List.copyOf(values));
  }

  /** Rows that say it, in the clear or as bytes. */
  List<String> saying(String text) {
    String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    return rows.stream().filter(row -> row.contains(text) || row.contains(hex)).toList();
  }

  /** Rows that hold these bytes. */
  List<String> holding(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    return rows.stream().filter(row -> row.contains(hex)).toList();
  }

  /** Rows with this id in them, by the names of their tables. */
  List<String> tablesOf(Object id) {
    return rows.stream()
        .filter(row -> row.contains(id.toString()))
        .map(row -> row.substring(0, row.indexOf(' ')))
        .distinct()
        .sorted()
        .toList();
  }
}
