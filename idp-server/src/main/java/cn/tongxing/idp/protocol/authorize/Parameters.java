package cn.tongxing.idp.protocol.authorize;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a request as they came, decoded once by the container and never normalised. Not
 * printed: {@code login_hint} is personal.
 */
public record Parameters(Map<String, List<String>> all) {
  public Parameters {
    all = Map.copyOf(all);
  }

  /** The value; a parameter without one counts as left out (RFC 6749 3.1). */
  public Optional<String> get(String name) {
    return all.getOrDefault(name, List.of()).stream().findFirst().filter(v -> !v.isEmpty());
  }

  /** The values of a list separated by spaces. */
  public List<String> list(String name) {
    return get(name).map(value -> List.of(value.strip().split(" +"))).orElse(List.of());
  }

  boolean hasDuplicates() {
    return all.values().stream().anyMatch(values -> values.size() > 1);
  }

  @Override
  public String toString() {
    return "Parameters" + all.keySet();
  }
}
