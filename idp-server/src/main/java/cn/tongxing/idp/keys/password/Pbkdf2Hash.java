package cn.tongxing.idp.keys.password;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2 (RFC 8018 5.2) of an earlier system, in the PHC form or in passlib's: there the number of
 * rounds stands alone and base64 has a dot for the plus. Base64 may be padded, as Keycloak keeps it.
 *
 * @param digest {@code 256} or {@code 512}
 */
record Pbkdf2Hash(String digest, int rounds, byte[] salt, byte[] value) implements StoredHash {

  private static final Pattern FORM =
      Pattern.compile(
          "\\$pbkdf2-sha(256|512)\\$(?:i=)?(\\d{1,7})(?:,l=\\d{1,3})?"
              + "\\$([A-Za-z0-9+/.]{11,172}={0,2})\\$([A-Za-z0-9+/.]{22,172}={0,2})");

  /** Takes about two seconds. */
  private static final int MOST_ROUNDS = 2_000_000;

  static Optional<Pbkdf2Hash> parse(String encoded) {
    Matcher matcher = FORM.matcher(encoded);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int rounds = Integer.parseInt(matcher.group(2));
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Pbkdf2Hash(
              matcher.group(1), rounds, decode(matcher.group(3)), decode(matcher.group(4))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean matches(String password) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, 8 * value.length);
    try {
      byte[] computed =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA" + digest)
              .generateSecret(spec)
              .getEncoded();
      return MessageDigest.isEqual(value, computed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      spec.clearPassword();
    }
  }

  @Override
  public String toString() {
    return "Pbkdf2Hash[sha" + digest + ", " + rounds + "]";
  }

  private static byte[] decode(String text) {
    return Base64.getDecoder().decode(text.replace('.', '+'));
  }
}
