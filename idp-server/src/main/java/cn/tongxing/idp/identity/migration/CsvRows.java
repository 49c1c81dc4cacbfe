package cn.tongxing.idp.identity.migration;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Comma-separated values (RFC 4180) with a header; a byte order mark is passed by. */
final class CsvRows implements Rows {

  private static final int END = -1;
  private static final int LONGEST_FIELD = 10_000;

  private final BufferedReader reader;
  private final List<String> header;
  private long line = 1;
  private int ahead;

  CsvRows(BufferedReader reader) throws IOException {
    this.reader = reader;
    this.ahead = reader.read();
    if (ahead == '\uFEFF') {
      ahead = reader.read();
    }
    this.header = record().stream().map(String::strip).toList();
    if (!header.contains("document_number")) {
      throw new IllegalArgumentException("the first line must name the columns");
    }
    Columns.requireUnmistakable(header);
  }

  @Override
  public Optional<Row> next() throws IOException {
    while (ahead != END) {
      long begins = line;
      List<String> values = record();
      if (!values.stream().allMatch(String::isBlank)) {
        return Optional.of(new Row(begins, fields(values)));
      }
    }
    return Optional.empty();
  }

  private Map<String, String> fields(List<String> values) {
    if (values.size() != header.size()) {
      return Map.of();
    }
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      fields.put(header.get(i), values.get(i));
    }
    return fields;
  }

  private List<String> record() throws IOException {
    List<String> values = new ArrayList<>();
    values.add(field());
    while (ahead == ',') {
      advance();
      values.add(field());
    }
    if (ahead == '\r') {
      advance();
    }
    if (ahead == '\n') {
      advance();
    }
    return values;
  }

  /**
   * A quotation mark that is not closed takes everything behind it along: rows would be lost
   * without a word, so nothing is read on from there.
   */
  private String field() throws IOException {
    StringBuilder text = new StringBuilder();
    long begins = line;
    boolean quoted = ahead == '"';
    if (quoted) {
      advance();
    }
    while (ahead != END && text.length() < LONGEST_FIELD) {
      if (quoted && ahead == '"') {
        advance();
        quoted = ahead == '"';
        if (!quoted) {
          continue;
        }
      } else if (!quoted && (ahead == ',' || ahead == '\n' || ahead == '\r')) {
        break;
      }
      text.append((char) ahead);
      advance();
    }
    if (quoted || text.length() == LONGEST_FIELD) {
      throw new IllegalArgumentException(
          "line " + begins + ": a field without end; is a quotation mark not closed?");
    }
    return text.toString();
  }

  private void advance() throws IOException {
    if (ahead == '\n') {
      line++;
    }
    ahead = reader.read();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
