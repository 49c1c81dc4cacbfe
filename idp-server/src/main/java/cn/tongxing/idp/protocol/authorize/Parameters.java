package cn.tongxing.idp.protocol.authorize;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.stream.Collectors;

/**
 * The parameters of a request as they came, decoded once by the container and never normalised. Not
 * printed: {@code login_hint} is personal.
 *
 * @param bytes of the longest value of each name as it was sent, percent-encoding included; empty
 *     if all of them together are short, or if they have been looked at before
 * @param bytesTogether as sent, names included; 0 if they have been looked at before
 */
public record Parameters(
    Map<String, List<String>> all, Map<String, Integer> bytes, int bytesTogether) {

  /** Together shorter than any limit for one of them: not worth counting one by one. */
  private static final int SHORT = 1000;

  public Parameters {
    all = Map.copyOf(all);
    bytes = Map.copyOf(bytes);
  }

  /** Parameters that were found short enough before. */
  public Parameters(Map<String, List<String>> all) {
    this(all, Map.of(), 0);
  }

  /** Those of the query and of a form's body together. */
  public static Parameters of(HttpServletRequest request) {
    var all = new HashMap<String, List<String>>();
    request.getParameterMap().forEach((name, values) -> all.put(name, List.of(values)));
    String query = request.getQueryString();
    if (request.getMethod().equals("POST")) {
      query = written(all);
    }
    if (query == null || query.length() <= SHORT) {
      return new Parameters(all);
    }
    return new Parameters(all, longest(query), query.length());
  }

  /** As a browser writes a form: what came in a body is not kept as it was sent. */
  private static String written(Map<String, List<String>> all) {
    return all.entrySet().stream()
        .flatMap(each ->
            each.getValue().stream()
                .map(value ->
                    URLEncoder.encode(each.getKey(), StandardCharsets.UTF_8)
                        + "="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8)))
        .collect(Collectors.joining("&"));
  }

  private static Map<String, Integer> longest(String query) {
    var longest = new HashMap<String, Integer>();
    for (String each : query.split("&", -1)) {
      int equals = each.indexOf('=');
      String name = equals < 0 ? each : each.substring(0, equals);
      longest.merge(
          URLDecoder.decode(name, StandardCharsets.UTF_8), each.length() - equals - 1, Math::max);
    }
    return longest;
  }

  /**
   * Those that mean something here; the others are ignored (RFC 6749 3.1) and not worth keeping.
   */
  public Parameters understood() {
    return new Parameters(
        all.entrySet().stream()
            .filter(each ->
                RequestParameter.named(each.getKey()).filter(RequestParameter::isKept).isPresent())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** The value; a parameter without one counts as left out (RFC 6749 3.1). */
  public Optional<String> get(String name) {
    return all.getOrDefault(name, List.of()).stream().findFirst().filter(v -> !v.isEmpty());
  }

  /** The values of a list separated by spaces. */
  public List<String> list(String name) {
    return get(name).map(value -> words(value.strip())).orElse(List.of());
  }

  private static List<String> words(String value) {
    if (value.isEmpty()) {
      return List.of(value);
    }
    List<String> words = new ArrayList<>();
    var tokens = new StringTokenizer(value, " ");
    while (tokens.hasMoreTokens()) {
      words.add(tokens.nextToken());
    }
    return List.copyOf(words);
  }

  /** All values of a parameter that may come more than once. */
  public List<String> values(String name) {
    return all.getOrDefault(name, List.of()).stream().filter(value -> !value.isEmpty()).toList();
  }

  /** The name of one that came more than once and should not. */
  public Optional<String> repeated() {
    return all.entrySet().stream()
        .filter(each -> each.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .filter(
            name -> RequestParameter.named(name).filter(RequestParameter::isRepeatable).isEmpty())
        .min(Comparator.naturalOrder());
  }

  @Override
  public String toString() {
    return "Parameters" + all.keySet();
  }
}
