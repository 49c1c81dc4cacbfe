package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.kernel.Acr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code claims} parameter (OpenID Connect Core 1.0, 5.5), as far as it is supported: claims by
 * name at UserInfo, {@code acr} and {@code sub} of the ID token. What we do not know is ignored, as
 * 5.5 says.
 *
 * @param userinfo names asked for
 * @param subject who alone may be signed in (3.1.2.2)
 * @param acrs levels asked for, those we know, in order
 * @param essentialAcr whether the sign-in must fail unless one of these is reached (5.5.1.1); of
 *     levels that we do not know none ever is
 */
record ClaimsRequest(
    Set<String> userinfo, Optional<String> subject, List<Acr> acrs, boolean essentialAcr) {

  static final ClaimsRequest NONE = new ClaimsRequest(Set.of(), Optional.empty(), List.of(), false);

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
                  .build())
          .build();

  ClaimsRequest {
    userinfo = Set.copyOf(userinfo);
    acrs = List.copyOf(acrs);
  }

  static Optional<ClaimsRequest> parse(String json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
    if (!root.isObject()
        || !isObjectOrAbsent(root, "userinfo")
        || !isObjectOrAbsent(root, "id_token")) {
      return Optional.empty();
    }
    var names = new HashSet<>(root.path("userinfo").propertyNames());
    JsonNode acr = root.path("id_token").path("acr");
    var acrs = new ArrayList<Acr>();
    add(acrs, acr.path("value"));
    acr.path("values").forEach(value -> add(acrs, value));
    return Optional.of(
        new ClaimsRequest(
            names,
            text(root.path("id_token").path("sub").path("value")),
            acrs,
            acr.path("essential").asBoolean(false) && (acr.has("value") || acr.has("values"))));
  }

  private static boolean isObjectOrAbsent(JsonNode root, String name) {
    return root.path(name).isMissingNode() || root.path(name).isObject();
  }

  private static void add(List<Acr> acrs, JsonNode value) {
    text(value).flatMap(Acr::parse).ifPresent(acrs::add);
  }

  private static Optional<String> text(JsonNode value) {
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }
}
