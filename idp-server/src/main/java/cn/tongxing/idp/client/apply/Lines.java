package cn.tongxing.idp.client.apply;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;

/** Where in the file something stands: lines by JSON Pointer (RFC 6901). */
record Lines(Map<String, Integer> known) {
  private static final Pattern LINE = Pattern.compile("line (\\d{1,9}): ");

  Lines {
    known = Map.copyOf(known);
  }

  /** Reads to the end. */
  static Lines of(JsonParser file) {
    Map<String, Integer> known = new HashMap<>();
    while (file.nextToken() != null) {
      known.putIfAbsent(
          file.streamReadContext().pathAsPointer().toString(),
          file.currentTokenLocation().getLineNr());
    }
    return new Lines(known);
  }

  /** What is called so in what a pointer leads to, whatever signs its name holds (RFC 6901 3). */
  static String below(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** As {@code line 4: }; of what is not there, the line of what it should stand in. */
  String at(String pointer) {
    for (String each = pointer; !each.isEmpty(); each = each.substring(0, each.lastIndexOf('/'))) {
      Integer line = known.get(each);
      if (line != null) {
        return "line " + line + ": ";
      }
    }
    return "";
  }

  /** What was found, as whoever reads the file meets it; of no line, at the end. */
  static List<String> inOrder(List<String> found) {
    return found.stream().sorted(Comparator.comparingInt(Lines::line)).toList();
  }

  private static int line(String found) {
    var at = LINE.matcher(found);
    return at.lookingAt() ? Integer.parseInt(at.group(1)) : Integer.MAX_VALUE;
  }

  /**
   * An entry of a list of the file.
   *
   * @param list the field that holds it
   */
  record Place(Lines lines, String list, int index) {

    /** The line, the entry's name where it has one, and the field: what is wrong follows. */
    String of(String name, String field) {
      return of(name, field, "");
    }

    /** Likewise, with the line of something inside of the field, by its pointer there. */
    String of(String name, String field, String inside) {
      String pointer = below(below("", list), Integer.toString(index));
      return lines.at(below(pointer, field) + inside)
          + (name.isEmpty() ? list + "[" + index + "]" : name)
          + ": "
          + field
          + ": ";
    }
  }
}
