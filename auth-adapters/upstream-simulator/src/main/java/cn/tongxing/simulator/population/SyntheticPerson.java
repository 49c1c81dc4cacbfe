package cn.tongxing.simulator.population;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One fictitious citizen.
 *
 * @param id short key for links and tests, such as {@code zhangsan}
 * @param name in standard code points, as the person writes it
 * @param number resident identity number or one of its form
 * @param region code of GB/T 2260 where the document was issued, or of the permit's kind
 * @param validUntil empty for a document of unlimited validity
 * @param phone in national form
 * @param shows what trying this person shows, in Chinese and English
 */
public record SyntheticPerson(
    String id,
    String name,
    String number,
    Sex sex,
    LocalDate birth,
    String region,
    LocalDate validFrom,
    Optional<LocalDate> validUntil,
    String phone,
    PersonStatus status,
    String shows,
    String showsInEnglish) {

  private static final int PORTRAIT_BYTES = 10 * 1024;

  /** Sex as the register has it. */
  public enum Sex {
    FEMALE,
    MALE
  }

  /** Bytes that stand for the portrait on file: the same for ever, of a size real services take. */
  public byte[] portrait() {
    byte[] seed = ("synthetic portrait of " + id).getBytes(StandardCharsets.UTF_8);
    byte[] picture = Arrays.copyOf(seed, PORTRAIT_BYTES);
    picture[seed.length] = '\n';
    return picture;
  }

  /** SHA-256 of the portrait, in hex. */
  public String portraitHash() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(portrait());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** The password of the person's network credential; everybody's is the same. */
  public String credentialPassword() {
    return "12345678";
  }
}
