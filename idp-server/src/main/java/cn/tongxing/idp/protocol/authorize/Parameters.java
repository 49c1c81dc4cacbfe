package cn.tongxing.idp.protocol.authorize;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.stream.Collectors;

/**
 * The parameters of a request, resolved: one list by whatever road they came, decoded once and
 * never normalised. Query and form are one road, for the container reads both. Not printed: {@code
 * login_hint} is personal.
 */
public record Parameters(Map<String, List<String>> all) {

  public Parameters {
    all = Map.copyOf(all);
  }

  /** Those of the query and of a form's body together. */
  public static Parameters of(HttpServletRequest request) {
    var all = new HashMap<String, List<String>>();
    request.getParameterMap().forEach((name, values) -> all.put(name, List.of(values)));
    return new Parameters(all);
  }

  /**
   * Those that mean something here; the others are ignored (RFC 6749 3.1) and not worth keeping.
   */
  public Parameters understood() {
    return new Parameters(
        all.entrySet().stream()
            .filter(each ->
                RequestParameter.named(each.getKey()).filter(RequestParameter::isTaken).isPresent())
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
