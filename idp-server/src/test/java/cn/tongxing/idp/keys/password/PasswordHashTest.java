package cn.tongxing.idp.keys.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

  private final BoundedPasswordHash hash =
      new BoundedPasswordHash(
          2, Duration.ofSeconds(30), new SecureRandom(), RefusalTime.every(Duration.ofMillis(1)));

  @Test
  void aPasswordMatchesItsHashAndNoOther() {
    String encoded = hash.hash("正确的密码 123");

    assertThat(encoded).startsWith("$argon2id$v=19$m=7168,t=5,p=1$");
    assertThat(hash.matches("正确的密码 123", encoded)).isTrue();
    assertThat(hash.matches("正确的密码 124", encoded)).isFalse();
    assertThat(hash.matches("", encoded)).isFalse();
    assertThat(hash.hash("正确的密码 123")).as("salted").isNotEqualTo(encoded);
    assertThat(hash.isOutdated(encoded)).isFalse();
  }

  /** Made by other programs: argon2-cffi, bcrypt for Python, passlib, Python's hashlib. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "password $argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "password $argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "U*U $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "U*U $2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "U*U $2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "password $pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44",
      })
  void hashesOfOtherSystemsAreVerified(String password, String encoded) {
    assertThat(hash.isKnownForm(encoded)).isTrue();
    assertThat(hash.matches(password, encoded)).isTrue();
    assertThat(hash.matches(password + "x", encoded)).isFalse();
    assertThat(hash.isOutdated(encoded)).isTrue();
  }

  @Test
  void bothSpellingsOfPbkdf2AndBothDigestsAreUnderstood() throws Exception {
    byte[] salt = "0123456789abcdef".getBytes();
    for (String digest : new String[] {"256", "512"}) {
      byte[] value =
          javax.crypto.SecretKeyFactory.getInstance("PBKDF2WithHmacSHA" + digest)
              .generateSecret(
                  new javax.crypto.spec.PBEKeySpec(
                      "密码".toCharArray(), salt, 1000, Integer.parseInt(digest)))
              .getEncoded();
      var encoder = java.util.Base64.getEncoder().withoutPadding();
      String tail = "$" + encoder.encodeToString(salt) + "$" + encoder.encodeToString(value);

      for (String head : new String[] {"$i=1000", "$1000", "$i=1000,l=" + value.length}) {
        String encoded = "$pbkdf2-sha" + digest + head + tail;
        assertThat(hash.matches("密码", encoded)).as(encoded).isTrue();
        assertThat(hash.matches("密妈", encoded)).isFalse();
        assertThat(hash.matches("密码", encoded.replace('+', '.'))).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "{noop}plain",
        "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=65537,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=999,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$pbkdf2-sha256$i=9999999$XAuBMIYQQogxRg$tRRlz8hYn63B9LYiCd6PRo6FMiunY9ozmMMI3srxeRE",
        "$pbkdf2-sha256$i=0$XAuBMIYQQogxRg$tRRlz8hYn63B9LYiCd6PRo6FMiunY9ozmMMI3srxeRE",
        "$pbkdf2-sha1$i=1000$XAuBMIYQQogxRg$tRRlz8hYn63B9LYiCd6PRo6FMiunY9ozmMMI3srxeRE"
      })
  void unknownFormsAndFormsThatWouldStallTheServerMatchNothing(String encoded) {
    assertThat(hash.isKnownForm(encoded)).isFalse();
    assertThat(hash.matches("plain", encoded)).isFalse();
    assertThat(hash.isOutdated(encoded)).isTrue();
  }

  @Test
  @Clause("A9")
  void aMissingHashCostsAsMuchAsAWrongPassword() {
    String encoded = hash.hash("right");
    hash.matches("warm up", encoded);

    // by turns, and the least of each: what else the machine does disturbs some turns only
    long wrong = Long.MAX_VALUE;
    long missing = Long.MAX_VALUE;
    for (int turn = 0; turn < 5; turn++) {
      wrong = Math.min(wrong, cpuNanos(() -> hash.matches("wrong", encoded)));
      missing = Math.min(missing, cpuNanos(() -> hash.matches("wrong", "")));
    }

    assertThat((double) missing / wrong).isBetween(0.5, 2.0);
  }

  @Test
  void overlongPasswordsAreRefused() {
    String encoded = hash.hash("x".repeat(256));

    assertThat(hash.matches("x".repeat(256), encoded)).isTrue();
    assertThat(hash.matches("x".repeat(257), encoded)).isFalse();
    assertThatThrownBy(() -> hash.hash("x".repeat(257)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("xxx");
  }

  @Test
  void parsedHashesDoNotPrintThemselves() {
    String encoded = hash.hash("p");
    assertThat(StoredHash.parse(encoded).orElseThrow().toString())
        .doesNotContain(encoded.substring(encoded.length() - 10));
    assertThat(
            BcryptHash.parse("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")
                .orElseThrow()
                .toString())
        .isEqualTo("BcryptHash");
  }

  @Test
  void manyAtOnceAllGetTheirTurn() throws Exception {
    String encoded = hash.hash("right");
    AtomicInteger good = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(12);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        executor.submit(() -> {
          if (hash.matches("right", encoded)) {
            good.incrementAndGet();
          }
          done.countDown();
        });
      }
      Within.opened(done);
    }
    assertThat(good).hasValue(12);
  }

  private static long cpuNanos(Runnable work) {
    var threads = java.lang.management.ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadCpuTime();
    work.run();
    return threads.getCurrentThreadCpuTime() - begin;
  }
}
