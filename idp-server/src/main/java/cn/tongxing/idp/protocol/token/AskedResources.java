package cn.tongxing.idp.protocol.token;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The {@code resource} parameters of a token request, as the engine hands them on. */
final class AskedResources {

  private AskedResources() {}

  static List<String> of(Map<String, Object> additional) {
    return switch (additional.get("resource")) {
      case String one when !one.isEmpty() -> List.of(one);
      case String[] several ->
          Arrays.stream(several).filter(each -> !each.isEmpty()).distinct().toList();
      case null, default -> List.of();
    };
  }
}
