package cn.tongxing.idp.protocol.discovery;

import cn.tongxing.idp.client.Client.AuthenticationMethod;
import cn.tongxing.idp.client.Client.GrantType;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.keys.PublicKeys;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.authorize.SupportedRequests;
import cn.tongxing.idp.protocol.claims.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What this server says of itself: what is true, and nothing else (OpenID Connect Discovery 1.0, 3;
 * RFC 8414 2; RFC 9207 3).
 */
final class Metadata {

  private Metadata() {}

  static Map<String, Object> of(
      Issuer issuer, List<Locale> languages, Acr most, List<String> algorithms) {
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
    metadata.put("claims_parameter_supported", SupportedRequests.claims());
    metadata.put("acr_values_supported", levels(most));
    metadata.put("response_types_supported", SupportedRequests.responseTypes());
    metadata.put("response_modes_supported", SupportedRequests.responseModes());
    metadata.put(
        "grant_types_supported",
        Arrays.stream(GrantType.values()).map(GrantType::written).toList());
    metadata.put("prompt_values_supported", SupportedRequests.prompts());
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
    metadata.put("code_challenge_methods_supported", SupportedRequests.challengeMethods());
    metadata.put("ui_locales_supported", languages.stream().map(Locale::toLanguageTag).toList());
    metadata.put("request_parameter_supported", SupportedRequests.request());
    metadata.put("request_uri_parameter_supported", SupportedRequests.requestUri());
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
