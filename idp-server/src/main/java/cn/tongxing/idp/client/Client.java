package cn.tongxing.idp.client;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.keys.SigningAlgorithm;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A relying party, as registered (names of RFC 7591 and OpenID Connect Dynamic Client
 * Registration).
 *
 * @param name of the application, as the person sees it
 * @param department the office behind it, from the approved list
 * @param purpose why it asks for what it asks, shown on the consent page
 * @param clientUri its home page, where every page that goes no further leads back to
 * @param authentication the one method it uses at the token endpoint
 * @param secretHashes keyed hashes; two while a secret is being rotated, none for a public client
 * @param redirectUris compared byte by byte
 * @param sector what its pairwise subjects are for: one per department
 * @param pkceExempt may leave PKCE out (a confidential client that cannot send it); never the
 *     default
 * @param consentRequired whether the person is asked before data is released
 * @param minimum what it needs at least, whatever a request says
 * @param enabled a disabled client is unknown on every path
 */
public record Client(
    ClientId id,
    LocalizedText name,
    LocalizedText department,
    LocalizedText purpose,
    Optional<URI> clientUri,
    AuthenticationMethod authentication,
    List<byte[]> secretHashes,
    Set<GrantType> grantTypes,
    List<String> redirectUris,
    List<String> postLogoutRedirectUris,
    Optional<URI> backchannelLogoutUri,
    Set<String> scopes,
    String sector,
    SigningAlgorithm idTokenAlgorithm,
    boolean pkceExempt,
    boolean consentRequired,
    Acr minimum,
    boolean enabled) {
  public Client {
    secretHashes = List.copyOf(secretHashes);
    grantTypes = Set.copyOf(grantTypes);
    redirectUris = List.copyOf(redirectUris);
    postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
    scopes = Set.copyOf(scopes);
  }

  /** How a client authenticates (values of {@code token_endpoint_auth_method}). */
  public enum AuthenticationMethod {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    NONE
  }

  /** What a client may do at the token endpoint. */
  public enum GrantType {
    AUTHORIZATION_CODE,
    REFRESH_TOKEN,
    CLIENT_CREDENTIALS
  }

  /**
   * Where it runs in browsers, as an {@code Origin} header writes it: the origins of the redirect
   * URIs of a client without a secret; none of any other.
   */
  public Set<String> browserOrigins() {
    return authentication == AuthenticationMethod.NONE ? origins(redirectUris) : Set.of();
  }

  /** The origins of http and https addresses. */
  public static Set<String> origins(List<String> uris) {
    return uris.stream()
        .map(URI::create)
        .filter(uri -> uri.getAuthority() != null)
        .map(uri -> uri.getScheme() + "://" + uri.getAuthority())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String toString() {
    return "Client[" + id + "]";
  }
}
