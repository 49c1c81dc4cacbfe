package cn.tongxing.sample;

import java.util.HashMap;
import java.util.Map;

/** {@code --name value} pairs of a command line. */
record Arguments(Map<String, String> values) {

  static Arguments of(String[] words) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      if (!words[i].startsWith("--") || i + 1 == words.length) {
        throw new IllegalArgumentException("expected --name value, got " + words[i]);
      }
      values.put(words[i].substring(2), words[i + 1]);
    }
    return new Arguments(values);
  }

  String value(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }
}
