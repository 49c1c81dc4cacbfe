package cn.tongxing.idp.keys.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import cn.tongxing.idp.keys.password.Argon2idHash.Cost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Argon2idTest {

  private static final PortableArgon2id PORTABLE = new PortableArgon2id();
  private static final Optional<SodiumArgon2id> SODIUM = SodiumArgon2id.load(PORTABLE);

  /** Where distributions put libraries. */
  private static final List<String> FOLDERS =
      List.of(
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/lib64",
          "/usr/lib",
          "/usr/local/lib",
          "/opt/homebrew/lib");

  static Stream<Argon2id> all() {
    return Stream.concat(Stream.of(PORTABLE), SODIUM.stream());
  }

  /** Made by the reference implementation (libargon2): 7 MiB, 5 passes, one lane. */
  @ParameterizedTest
  @MethodSource("all")
  void theTagIsTheReferences(Argon2id function) {
    byte[] salt = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    assertThat(HexFormat.of().formatHex(function.compute("password", Cost.CURRENT, salt, 32)))
        .isEqualTo("75ab03b007cf3e00d918caa724a6426461c5d366eff6304abe9182809813a846");
  }

  @Test
  void bothGiveTheSameTagWhateverIsAsked() {
    SodiumArgon2id sodium = sodium();
    var random = new Random(7);
    for (int lanes : new int[] {1, 1, 1, 2}) {
      for (int salted : new int[] {8, 16, 24}) {
        for (int length : new int[] {12, 16, 32, 64}) {
          byte[] salt = new byte[salted];
          random.nextBytes(salt);
          var cost = new Cost(8 * lanes + random.nextInt(200), 1 + random.nextInt(4), lanes);
          String password = "密码 é\u0000".repeat(random.nextInt(40));
          assertThat(sodium.compute(password, cost, salt, length))
              .as(cost + " " + salted + " " + length)
              .isEqualTo(PORTABLE.compute(password, cost, salt, length));
        }
      }
    }
  }

  /** Without this, a library that never loads would look like one that works. */
  @Test
  void whereTheLibraryIsInstalledItIsUsed() {
    assertThat(Argon2idHash.FUNCTION.name()).isEqualTo(sodium().name()).startsWith("libsodium 1.");
    assertThat(SodiumArgon2id.isWithinBounds(Cost.CURRENT, new byte[16], 32)).isTrue();
  }

  private static Stream<Path> libraries(String folder) {
    return SodiumArgon2id.NAMES.stream().map(each -> Path.of(folder, each));
  }

  private static SodiumArgon2id sodium() {
    if (SODIUM.isEmpty()) {
      assumeThat(FOLDERS.stream().flatMap(Argon2idTest::libraries).filter(Files::exists))
          .as("libsodium on this machine")
          .isNotEmpty();
    }
    return SODIUM.orElseThrow();
  }
}
