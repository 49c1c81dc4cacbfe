package cn.tongxing.idp.keys.password;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** bcrypt of an earlier system: {@code $2a$}, {@code $2b$}, {@code $2y$}. */
record BcryptHash(String encoded) implements StoredHash {

  private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
  private static final int LEAST_COST = 4;

  /** 2^14 rounds take more than a second. */
  private static final int HIGHEST_COST = 14;

  static Optional<BcryptHash> parse(String encoded) {
    Matcher matcher = FORM.matcher(encoded);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int cost = Integer.parseInt(matcher.group(1));
    return cost >= LEAST_COST && cost <= HIGHEST_COST
        ? Optional.of(new BcryptHash(encoded))
        : Optional.empty();
  }

  @Override
  public boolean matches(String password) {
    return OpenBSDBCrypt.checkPassword(encoded, password.toCharArray());
  }

  @Override
  public String toString() {
    return "BcryptHash";
  }
}
