package cn.tongxing.idp.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@Clause("PIPL 14")
class ConsentTextTest {

  /** The ledger tells by the version what exactly somebody agreed to. */
  @Test
  void otherWordsAreAnotherVersion() throws IOException, NoSuchAlgorithmException {
    String text;
    try (var catalogue = getClass().getResourceAsStream("/messages.properties")) {
      text =
          new String(Objects.requireNonNull(catalogue).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.startsWith("consent."))
              .sorted()
              .map(line -> line + "\n")
              .collect(Collectors.joining());
    }
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));

    assertThat(HexFormat.of().formatHex(digest))
        .as(
            "what the page of consent says is not what version %s said: raise TEXT_VERSION, and"
                + " write this digest beside it",
            ConsentPages.TEXT_VERSION)
        .isEqualTo(ConsentPages.TEXT_DIGEST);
  }
}
