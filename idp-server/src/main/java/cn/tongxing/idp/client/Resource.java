package cn.tongxing.idp.client;

import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.keys.SigningAlgorithm;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An API that access tokens can be meant for (RFC 8707).
 *
 * @param uri its name in {@code resource} and {@code aud}: absolute, without fragment, never a
 *     client's id
 * @param server the resource server's own client: introspects, and its sector is what the person's
 *     subject in the tokens is derived from
 * @param scopes that mean something there; a token for it holds no other
 * @param clients that may ask for tokens for it
 * @param algorithm its tokens are signed with
 * @param tokenType {@code typ} of its tokens
 */
public record Resource(
    String uri,
    ClientId server,
    Set<String> scopes,
    Set<ClientId> clients,
    SigningAlgorithm algorithm,
    TokenType tokenType) {

  private static final Pattern NAME = Pattern.compile("https://[a-z0-9.-]+(:\\d+)?(/[^\\s#]*)?");
  private static final int LONGEST_NAME = 500;

  public Resource {
    scopes = Set.copyOf(scopes);
    clients = Set.copyOf(clients);
  }

  /**
   * Whether a client may have tokens for it: it is among those that may ask, and registered for a
   * scope that means something there, if any does.
   */
  public boolean isFor(Client client) {
    return clients.contains(client.id())
        && (scopes.isEmpty() || !Collections.disjoint(scopes, client.permissions().scopes()));
  }

  /** Whether a resource can have that name: an https address without fragment. */
  public static boolean isName(String uri) {
    try {
      return uri.length() <= LONGEST_NAME
          && NAME.matcher(uri).matches()
          && new URI(uri).isAbsolute();
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  /** How its tokens say that they are access tokens. */
  public enum TokenType {
    /** RFC 9068: cannot be taken for an ID token. */
    AT_JWT("at+jwt"),
    /** For resource servers that refuse the other, as Spring's by {@code issuer-uri} does. */
    JWT("JWT");

    private final String written;

    TokenType(String written) {
      this.written = written;
    }

    /** The header's value. */
    public String written() {
      return written;
    }
  }
}
