package cn.tongxing.idp.protocol.grant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Proof Key for Code Exchange (RFC 7636), method S256 only. */
public final class Pkce {

  /** RFC 7636 4.1: 43 to 128 unreserved characters. */
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private Pkce() {}

  /** Whether the text can be the S256 of anything: 32 bytes in base64url. */
  public static boolean isChallenge(String text) {
    return CHALLENGE.matcher(text).matches();
  }

  /**
   * Whether the verifier is the challenge's. A verifier without a challenge is refused as much as a
   * challenge without a verifier (RFC 9700 2.1.1, downgrade).
   */
  static boolean verifies(Optional<String> challenge, Optional<String> verifier) {
    if (challenge.isEmpty() || verifier.isEmpty()) {
      return challenge.isEmpty() && verifier.isEmpty();
    }
    return VERIFIER.matcher(verifier.get()).matches()
        && MessageDigest.isEqual(
            s256(verifier.get()).getBytes(StandardCharsets.US_ASCII),
            challenge.get().getBytes(StandardCharsets.US_ASCII));
  }

  private static String s256(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every Java platform has it
    }
  }
}
