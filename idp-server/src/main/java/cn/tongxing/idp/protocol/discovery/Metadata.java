package cn.tongxing.idp.protocol.discovery;

import cn.tongxing.idp.client.Client.AuthenticationMethod;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.keys.PublicKeys;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.claims.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this server says of itself: what is true, and nothing else (OpenID Connect Discovery 1.0, 3;
 * RFC 8414 2; RFC 9207 3).
 */
final class Metadata {

  private Metadata() {}

  static Map<String, Object> of(Issuer issuer, Acr most, List<String> algorithms) {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("issuer", issuer.toString());
    metadata.put("authorization_endpoint", issuer + Endpoints.AUTHORIZE);
    metadata.put("token_endpoint", issuer + Endpoints.TOKEN);
    metadata.put("userinfo_endpoint", issuer + Endpoints.USERINFO);
    metadata.put("jwks_uri", issuer + Endpoints.JWKS);
    metadata.put("introspection_endpoint", issuer + Endpoints.INTROSPECT);
    metadata.put("revocation_endpoint", issuer + Endpoints.REVOKE);
    metadata.put("end_session_endpoint", issuer + Endpoints.LOGOUT);
    metadata.put("scopes_supported", Arrays.stream(Scope.values()).map(Scope::value).toList());
    metadata.put("claims_supported", claims());
    metadata.put("claims_parameter_supported", true);
    metadata.put("acr_values_supported", levels(most));
    metadata.put("response_types_supported", List.of("code"));
    metadata.put("response_modes_supported", List.of("query", "form_post"));
    metadata.put(
        "grant_types_supported",
        List.of("authorization_code", "refresh_token", "client_credentials"));
    metadata.put("prompt_values_supported", List.of("none", "login", "consent", "select_account"));
    metadata.put("subject_types_supported", List.of("pairwise"));
    metadata.put("id_token_signing_alg_values_supported", algorithms);
    authentication(metadata, "token", List.of(AuthenticationMethod.values()));
    authentication(
        metadata,
        "introspection", // RFC 7662 2.1: never without
        Arrays.stream(AuthenticationMethod.values())
            .filter(method -> method != AuthenticationMethod.NONE)
            .toList());
    authentication(metadata, "revocation", List.of(AuthenticationMethod.values()));
    metadata.put("code_challenge_methods_supported", List.of("S256"));
    metadata.put("ui_locales_supported", List.of("zh-CN", "zh-TW", "zh-HK", "en"));
    metadata.put("request_parameter_supported", false);
    metadata.put("request_uri_parameter_supported", false);
    metadata.put("authorization_response_iss_parameter_supported", true);
    metadata.put("backchannel_logout_supported", true);
    metadata.put("backchannel_logout_session_supported", true);
    return metadata;
  }

  /** RFC 8414 2: whoever lists a method by signature lists its algorithms. */
  private static void authentication(
      Map<String, Object> metadata, String endpoint, List<AuthenticationMethod> methods) {
    metadata.put(
        endpoint + "_endpoint_auth_methods_supported",
        methods.stream().map(AuthenticationMethod::written).toList());
    metadata.put(
        endpoint + "_endpoint_auth_signing_alg_values_supported",
        PublicKeys.ALGORITHMS.stream().map(SigningAlgorithm::jose).toList());
  }

  private static List<String> claims() {
    var claims =
        new ArrayList<>(
            List.of("iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid"));
    Arrays.stream(Scope.values()).forEach(scope -> claims.addAll(scope.claims()));
    return claims;
  }

  private static List<String> levels(Acr most) {
    return Arrays.stream(IdentityAssurance.values())
        .flatMap(identity ->
            Arrays.stream(AuthenticationAssurance.values())
                .map(authentication -> new Acr(identity, authentication)))
        .filter(most::satisfies)
        .map(Acr::toString)
        .toList();
  }
}
