package cn.tongxing.sdk;

import java.net.URI;

/**
 * A sign-in under way. Keep it in the browser's session on your side, use it once, and hand it to
 * {@link TongxingClient#finish}.
 *
 * @param authorizationUri where to send the browser
 */
public record PendingSignIn(URI authorizationUri, String state, String nonce, String codeVerifier) {

  /** Says nothing: state, nonce and verifier are secrets of this browser. */
  @Override
  public String toString() {
    return "PendingSignIn[]";
  }
}
