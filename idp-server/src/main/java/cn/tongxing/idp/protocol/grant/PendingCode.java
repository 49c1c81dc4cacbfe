package cn.tongxing.idp.protocol.grant;

import java.util.Optional;

/**
 * What an authorization code stands for until it is redeemed (RFC 6749 4.1).
 *
 * @param authorization in a session, always: a code goes through a browser
 * @param redirectUri as it stood in the request; the token request must name the same (4.1.3)
 * @param challenge S256 (RFC 7636); empty only for an exempt client
 */
public record PendingCode(
    Authorization authorization,
    String redirectUri,
    Optional<String> challenge,
    Optional<String> nonce) {
  /** Refuses one without a session. */
  public PendingCode {
    if (authorization.session().isEmpty()) {
      throw new IllegalArgumentException("a code of no session");
    }
  }
}
