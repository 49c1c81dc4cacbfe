package cn.tongxing.idp.identity.migration;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object a line; blank lines and a byte order mark are passed by. */
final class JsonRows implements Rows {

  private final BufferedReader reader;
  private final JsonMapper json = JsonMapper.builder().build();
  private long line;

  JsonRows(BufferedReader reader) {
    this.reader = reader;
  }

  @Override
  public Optional<Row> next() throws IOException {
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      line++;
      text = line == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
      if (!text.isBlank()) {
        Optional<Map<String, String>> fields = fields(text);
        if (fields.filter(each -> each.values().stream().allMatch(String::isBlank)).isEmpty()) {
          return Optional.of(new Row(line, fields.orElse(Map.of())));
        }
      }
    }
    return Optional.empty();
  }

  /** Empty if it is no object. */
  private Optional<Map<String, String>> fields(String text) {
    Map<String, String> fields = new HashMap<>();
    try {
      JsonNode row = json.readTree(text);
      if (!row.isObject()) {
        return Optional.empty();
      }
      Columns.requireUnmistakable(row.propertyNames());
      for (Map.Entry<String, JsonNode> field : row.properties()) {
        if (field.getValue().isValueNode() && !field.getValue().isNull()) {
          fields.put(field.getKey(), field.getValue().asString());
        }
      }
    } catch (JacksonException unreadable) {
      return Optional.empty();
    }
    return Optional.of(fields);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
