package cn.tongxing.sample;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request, as far as an application looks at it. */
record Request(String method, URI uri, String body, List<String> cookieHeaders, String languages) {

  boolean isPost() {
    return method.equals("POST");
  }

  String path() {
    return uri.getPath();
  }

  Map<String, String> query() {
    return parse(uri.getRawQuery() == null ? "" : uri.getRawQuery());
  }

  Map<String, String> form() {
    return parse(body);
  }

  Optional<String> cookie(String name) {
    return cookieHeaders.stream()
        .flatMap(header -> List.of(header.split(";\\s*")).stream())
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .findFirst();
  }

  private static Map<String, String> parse(String encoded) {
    Map<String, String> values = new HashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
