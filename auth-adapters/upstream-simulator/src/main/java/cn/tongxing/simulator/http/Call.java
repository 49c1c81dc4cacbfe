package cn.tongxing.simulator.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request.
 *
 * @param headers names in lower case, first value of each
 * @param banner what stands on top of a page that answers it
 */
public record Call(
    String method, URI uri, Map<String, String> headers, byte[] body, Banner banner) {

  public Call {
    headers = Map.copyOf(headers);
  }

  /** One without a banner. */
  public Call(String method, URI uri, Map<String, String> headers, byte[] body) {
    this(method, uri, headers, body, Banner.NONE);
  }

  /** The decoded path. */
  public String path() {
    return uri.getPath();
  }

  /** A header, or the empty string. */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /** A query parameter, or the empty string. */
  public String query(String name) {
    String query = uri.getRawQuery();
    return query == null ? "" : decoded(query).getOrDefault(name, "");
  }

  /** A field of a form that was posted, or the empty string. */
  public String form(String name) {
    return decoded(text()).getOrDefault(name, "");
  }

  /** The body read as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Whether the browser wants Chinese before English, or neither (RFC 9110 12.5.4). */
  public boolean chinese() {
    String wanted = header("accept-language");
    try {
      return wanted.isBlank()
          || Locale.LanguageRange.parse(wanted).stream()
              .filter(range -> range.getWeight() > 0)
              .map(range -> range.getRange().split("-", 2)[0])
              .filter(language -> language.equals("zh") || language.equals("en"))
              .findFirst()
              .map("zh"::equals)
              .orElse(true);
    } catch (IllegalArgumentException malformed) {
      return true;
    }
  }

  /**
   * Whether a browser sent this from a page of another site. The simulator has no sessions, yet a
   * page somewhere on the web must not switch its faults.
   */
  boolean crossSite() {
    String origin = header("origin");
    return !origin.isEmpty() && !origin.equals("http://" + header("host"));
  }

  private static Map<String, String> decoded(String pairs) {
    Map<String, String> values = new TreeMap<>();
    for (String pair : pairs.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  /** Method and path only: query and body may hold a person's data. */
  @Override
  public String toString() {
    return method + " " + path();
  }
}
