package cn.tongxing.sdk;

import java.time.Instant;
import java.util.Optional;

/** What the token endpoint gave. Keep it on the server's side, never in the browser. */
public record Tokens(
    String accessToken, Instant accessTokenExpires, Optional<String> refreshToken, String idToken) {

  /** Says nothing: these are bearer values. */
  @Override
  public String toString() {
    return "Tokens[]";
  }
}
