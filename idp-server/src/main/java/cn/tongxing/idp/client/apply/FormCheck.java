package cn.tongxing.idp.client.apply;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Whether the file has the fields and forms of {@link ClientsFile}, all of it at once: reading
 * alone would stop at the first one that is unknown.
 */
final class FormCheck {

  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");
  private static final Set<String> TRUTH = Set.of("true", "false");

  private final Lines lines;
  private final List<String> problems = new ArrayList<>();

  private FormCheck(Lines lines) {
    this.lines = lines;
  }

  /**
   * What was found, in the order of the file. Entries of lists that are empty are said, and taken
   * out of the tree so that the rest can be looked at; of clients and resources they stay, whose
   * places are counted.
   */
  static List<String> of(JsonNode file, Lines lines) {
    if (!file.isObject() && !file.isNull() && !file.isMissingNode()) {
      return List.of("line 1: the file must hold clients, remove, or both");
    }
    FormCheck check = new FormCheck(lines);
    check.look(file, ClientsFile.class, "", "");
    return List.copyOf(check.problems);
  }

  /** What is left out, or left empty, is for those to say who need it. */
  private void look(JsonNode node, Type wanted, String path, String pointer) {
    if (node.isNull() || node.isMissingNode()) {
      return;
    }
    if (wanted instanceof ParameterizedType list) {
      elements(node, list.getActualTypeArguments()[0], path, pointer);
    } else if (wanted instanceof Class<?> type && type.isRecord()) {
      fields(node, type, path, pointer);
    } else if (wanted == JsonNode.class) {
      require(node.isObject(), "a JSON object", path, pointer);
    } else if (wanted == Boolean.class) {
      require(
          node.isBoolean() || TRUTH.contains(node.asString("")), "true or false", path, pointer);
    } else {
      require(node.isValueNode(), "one text", path, pointer);
    }
  }

  private void elements(JsonNode node, Type wanted, String path, String pointer) {
    require(node.isArray(), "a list", path, pointer);
    for (int at = 0; node.isArray() && at < node.size(); at++) {
      String below = path + "[" + at + "]";
      String there = Lines.below(pointer, Integer.toString(at));
      if (node.get(at).isNull()) {
        problem(below + ": is empty", there);
      }
      look(node.get(at), wanted, below, there);
    }
    boolean counted =
        wanted == ClientsFile.Entry.class || wanted == ClientsFile.ResourceEntry.class;
    if (node instanceof ArrayNode list && !counted) {
      for (int at = list.size() - 1; at >= 0; at--) {
        if (list.get(at).isNull()) {
          list.remove(at);
        }
      }
    }
  }

  private void fields(JsonNode node, Class<?> type, String path, String pointer) {
    Map<String, Type> known = known(type);
    require(
        node.isObject(), "fields of its own: " + String.join(", ", known.keySet()), path, pointer);
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      String below = path.isEmpty() ? each.getKey() : path + "." + each.getKey();
      String at = Lines.below(pointer, each.getKey());
      Type wanted = known.get(each.getKey());
      if (wanted == null) {
        problem(below + ": unknown field; known are " + String.join(", ", known.keySet()), at);
      } else {
        look(each.getValue(), wanted, below, at);
      }
    }
  }

  private void require(boolean holds, String due, String path, String pointer) {
    if (!holds) {
      problem(path + ": not of the form that is due here: " + due, pointer);
    }
  }

  private void problem(String what, String pointer) {
    problems.add(lines.at(pointer) + what);
  }

  private static Map<String, Type> known(Class<?> type) {
    Map<String, Type> known = new LinkedHashMap<>();
    for (RecordComponent each : type.getRecordComponents()) {
      known.put(written(each), each.getGenericType());
    }
    return known;
  }

  private static String written(RecordComponent component) {
    JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given == null
        ? CAPITAL.matcher(component.getName()).replaceAll("_$0").toLowerCase(Locale.ROOT)
        : given.value();
  }
}
