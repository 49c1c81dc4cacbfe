package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.kernel.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** Proof Key for Code Exchange (RFC 7636), method S256 only. */
public final class Pkce {

  /** Name of the one method. */
  public static final String METHOD = "S256";

  /** 32 bytes in base64url; a verifier is no shorter (RFC 7636 4.1). */
  private static final int SHORTEST = 43;

  private static final int LONGEST = 128;

  private Pkce() {}

  /** Whether the text can be the S256 of anything: 32 bytes in base64url. */
  public static boolean isChallenge(String text) {
    return Base64Url.is(text, SHORTEST);
  }

  /** RFC 7636 4.1: 43 to 128 unreserved characters. */
  private static boolean isVerifier(String text) {
    return text.length() >= SHORTEST
        && text.length() <= LONGEST
        && text.chars().allMatch(each -> Base64Url.isLetter(each) || each == '.' || each == '~');
  }

  /**
   * Whether the verifier is the challenge's. A verifier without a challenge is refused as much as a
   * challenge without a verifier (RFC 9700 2.1.1, downgrade).
   */
  static boolean verifies(Optional<String> challenge, Optional<String> verifier) {
    if (challenge.isEmpty() || verifier.isEmpty()) {
      return challenge.isEmpty() && verifier.isEmpty();
    }
    return isVerifier(verifier.get())
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
