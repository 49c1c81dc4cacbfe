package cn.tongxing.idp.client;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.keys.SigningAlgorithm;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A relying party, as registered (names of RFC 7591 and OpenID Connect Dynamic Client
 * Registration), in parts by what they are about: whoever needs one of them reads that one.
 *
 * @param enabled a disabled client is unknown on every path
 */
public record Client(
    ClientId id,
    Presentation presentation,
    Authentication authentication,
    Addresses addresses,
    Permissions permissions,
    Tokens tokens,
    Demands demands,
    boolean enabled) {

  /** How a client authenticates (values of {@code token_endpoint_auth_method}). */
  public enum AuthenticationMethod {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    PRIVATE_KEY_JWT,
    NONE;

    /** Whether a secret is sent. */
    public boolean isBySecret() {
      return this == CLIENT_SECRET_BASIC || this == CLIENT_SECRET_POST;
    }

    /** As registrations and metadata write it. */
    public String written() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a client may do at the token endpoint. */
  public enum GrantType {
    AUTHORIZATION_CODE,
    REFRESH_TOKEN,
    CLIENT_CREDENTIALS;

    /** As the protocol and the registration have it. */
    public String written() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a person sees of it.
   *
   * @param name of the application
   * @param department the office behind it, from the approved list
   * @param purpose why it asks for what it asks, shown on the consent page
   * @param clientUri its home page, where every page that goes no further leads back to
   */
  public record Presentation(
      LocalizedText name,
      LocalizedText department,
      LocalizedText purpose,
      Optional<URI> clientUri) {}

  /** How it shows that it is the one (client authentication, RFC 6749 2.3): in one way only. */
  public sealed interface Authentication {

    AuthenticationMethod method();

    /** Whether there is none: whoever names a public client may be anybody (RFC 6749 2.1). */
    default boolean isNone() {
      return this instanceof None;
    }

    /** What it signs with, if it signs. */
    default Optional<PrivateKey> signing() {
      return this instanceof PrivateKey key ? Optional.of(key) : Optional.empty();
    }

    /** A public client. */
    record None() implements Authentication {
      @Override
      public AuthenticationMethod method() {
        return AuthenticationMethod.NONE;
      }
    }

    /**
     * By a secret that both sides know.
     *
     * @param method whether it comes in the header or in the body
     * @param hashes keyed; two while a secret is being rotated
     */
    record Secret(AuthenticationMethod method, List<byte[]> hashes) implements Authentication {
      public Secret {
        hashes = List.copyOf(hashes);
        if (!method.isBySecret()) {
          throw new IllegalArgumentException(method + " is by no secret");
        }
      }

      @Override
      public String toString() {
        return "Secret[" + method + "]";
      }
    }

    /**
     * By an assertion that it signs (RFC 7523 2.2).
     *
     * @param algorithm the only one that it signs with
     * @param keys to check it with
     */
    record PrivateKey(SigningAlgorithm algorithm, ClientKeys keys) implements Authentication {
      @Override
      public AuthenticationMethod method() {
        return AuthenticationMethod.PRIVATE_KEY_JWT;
      }
    }
  }

  /**
   * Where it is reached.
   *
   * @param redirectUris compared byte by byte
   * @param postLogoutRedirectUris likewise
   */
  public record Addresses(
      List<String> redirectUris,
      List<String> postLogoutRedirectUris,
      Optional<URI> backchannelLogoutUri) {
    public Addresses {
      redirectUris = List.copyOf(redirectUris);
      postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
    }
  }

  /** What it may ask for. */
  public record Permissions(Set<GrantType> grantTypes, Set<String> scopes) {
    public Permissions {
      grantTypes = Set.copyOf(grantTypes);
      scopes = Set.copyOf(scopes);
    }

    /** Whether it may sign persons in: by the code flow of OpenID Connect. */
    public boolean signPersonsIn() {
      return grantTypes.contains(GrantType.AUTHORIZATION_CODE) && scopes.contains("openid");
    }

    /** Those of some scopes that it is registered for now. */
    public Set<String> among(Set<String> some) {
      return scopes.containsAll(some)
          ? some
          : some.stream().filter(scopes::contains).collect(Collectors.toUnmodifiableSet());
    }
  }

  /**
   * What its tokens are like.
   *
   * @param sector what its pairwise subjects are for: one per department
   */
  public record Tokens(String sector, SigningAlgorithm idTokenAlgorithm) {}

  /**
   * What it demands of a sign-in, whatever a request says.
   *
   * @param pkceExempt may leave PKCE out (a confidential client that cannot send it), and sends a
   *     {@code nonce} instead; never the default
   * @param nonceExempt may leave that out as well: for certification only
   * @param consentRequired whether the person is asked before data is released
   * @param minimum the level that it needs at least
   */
  public record Demands(
      boolean pkceExempt, boolean nonceExempt, boolean consentRequired, Acr minimum) {}

  /**
   * Where it runs in browsers, as an {@code Origin} header writes it: the origins of the redirect
   * URIs of a client without a secret; none of any other.
   */
  public Set<String> browserOrigins() {
    return authentication.isNone() ? origins(addresses.redirectUris()) : Set.of();
  }

  /** Whether a person may be sent back there ({@code redirect_uri}). */
  public boolean mayReturnTo(String address) {
    return addresses.redirectUris().stream()
        .anyMatch(
            registered -> ReturnAddress.matches(registered, address, authentication.isNone()));
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
