package cn.tongxing.sdk;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an application knows about itself and about the identity provider.
 *
 * @param issuer as published by the provider; https, or http on loopback
 * @param clientId as registered
 * @param credential as registered
 * @param redirectUri one of the registered ones, byte by byte
 * @param scopes with {@code openid}
 * @param minimumLevel the least acceptable {@code acr}, such as {@code urn:tongxing:acr:p2:a1}
 * @param clockSkew tolerated between the two clocks when somebody signs in, at most one minute;
 *     more is said in the log
 */
public record ClientSettings(
    URI issuer,
    String clientId,
    ClientCredential credential,
    URI redirectUri,
    Set<String> scopes,
    Optional<Level> minimumLevel,
    Duration clockSkew) {

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  public ClientSettings {
    scopes = Set.copyOf(scopes);
    if (!isSafe(issuer) || issuer.getQuery() != null || issuer.getFragment() != null) {
      throw new IllegalArgumentException("issuer must be https (http only on loopback): " + issuer);
    }
    if (!scopes.contains("openid")) {
      throw new IllegalArgumentException("scopes must hold openid");
    }
    if (clockSkew.isNegative() || clockSkew.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("clockSkew must be 0 to 60 seconds");
    }
  }

  /** Settings of a client with a secret, any level, ten seconds of skew. */
  public static ClientSettings confidential(
      URI issuer, String clientId, String clientSecret, URI redirectUri, Set<String> scopes) {
    return with(issuer, clientId, new ClientCredential.Secret(clientSecret), redirectUri, scopes);
  }

  /** The same of a client that signs with a key of its own ({@code private_key_jwt}). */
  public static ClientSettings signing(
      URI issuer,
      String clientId,
      ClientCredential.SigningKey key,
      URI redirectUri,
      Set<String> scopes) {
    return with(issuer, clientId, key, redirectUri, scopes);
  }

  private static ClientSettings with(
      URI issuer,
      String clientId,
      ClientCredential credential,
      URI redirectUri,
      Set<String> scopes) {
    return new ClientSettings(
        issuer,
        clientId,
        credential,
        redirectUri,
        scopes,
        Optional.empty(),
        Duration.ofSeconds(10));
  }

  /** The same settings with a least level. */
  public ClientSettings requiring(Level level) {
    return new ClientSettings(
        issuer, clientId, credential, redirectUri, scopes, Optional.of(level), clockSkew);
  }

  static boolean isSafe(URI uri) {
    return "https".equals(uri.getScheme())
        || ("http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost()));
  }

  /** Without the credential. */
  @Override
  public String toString() {
    return "ClientSettings[issuer=" + issuer + ", clientId=" + clientId + "]";
  }
}
