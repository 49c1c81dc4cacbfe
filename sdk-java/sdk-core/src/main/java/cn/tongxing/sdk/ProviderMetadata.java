package cn.tongxing.sdk;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** What discovery said (OpenID Connect Discovery 1.0, section 3); only what this client uses. */
record ProviderMetadata(
    URI issuer,
    URI authorizationEndpoint,
    URI tokenEndpoint,
    URI userinfoEndpoint,
    URI jwksUri,
    Optional<URI> endSessionEndpoint,
    boolean responseNamesIssuer) {

  /**
   * Reads the document.
   *
   * @throws ProviderException if it is not the wanted issuer's or lacks what this client needs
   */
  static ProviderMetadata of(Map<String, Object> document, URI wanted) throws ProviderException {
    if (!wanted.toString().equals(document.get("issuer"))) {
      throw new ProviderException("discovery names another issuer than " + wanted);
    }
    return new ProviderMetadata(
        wanted,
        endpoint(document, "authorization_endpoint"),
        endpoint(document, "token_endpoint"),
        endpoint(document, "userinfo_endpoint"),
        endpoint(document, "jwks_uri"),
        document.containsKey("end_session_endpoint")
            ? Optional.of(endpoint(document, "end_session_endpoint"))
            : Optional.empty(),
        Boolean.TRUE.equals(document.get("authorization_response_iss_parameter_supported")));
  }

  private static URI endpoint(Map<String, Object> document, String name) throws ProviderException {
    if (!(document.get(name) instanceof String text)) {
      throw new ProviderException("discovery lacks " + name);
    }
    URI uri = URI.create(text);
    if (!ClientSettings.isSafe(uri)) {
      throw new ProviderException(name + " is neither https nor on loopback");
    }
    return uri;
  }
}
