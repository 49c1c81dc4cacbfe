package cn.tongxing.idp.protocol.authorize;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of a request as they came, decoded once by the container and never normalised. Not
 * printed: {@code login_hint} is personal.
 */
public record Parameters(Map<String, List<String>> all) {
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "acr_values",
          "claims",
          "client_id",
          "code_challenge",
          "code_challenge_method",
          "id_token_hint",
          "login_hint",
          "max_age",
          "nonce",
          "prompt",
          "redirect_uri",
          "response_mode",
          "response_type",
          "scope",
          "state",
          "ui_locales");

  public Parameters {
    all = Map.copyOf(all);
  }

  /** Those of the query and of a form's body together. */
  public static Parameters of(HttpServletRequest request) {
    return new Parameters(
        request.getParameterMap().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> List.of(entry.getValue()))));
  }

  /**
   * Those that mean something here; the others are ignored (RFC 6749 3.1) and not worth keeping.
   */
  public Parameters understood() {
    return new Parameters(
        all.entrySet().stream()
            .filter(each -> UNDERSTOOD.contains(each.getKey()))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** The value; a parameter without one counts as left out (RFC 6749 3.1). */
  public Optional<String> get(String name) {
    return all.getOrDefault(name, List.of()).stream().findFirst().filter(v -> !v.isEmpty());
  }

  /** The values of a list separated by spaces. */
  public List<String> list(String name) {
    return get(name).map(value -> List.of(value.strip().split(" +"))).orElse(List.of());
  }

  /** Whether any came more than once. */
  public boolean hasDuplicates() {
    return all.values().stream().anyMatch(values -> values.size() > 1);
  }

  @Override
  public String toString() {
    return "Parameters" + all.keySet();
  }
}
