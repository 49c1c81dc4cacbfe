package cn.tongxing.idp.keys.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

/** What the server says of the key's file before anything knows the database. */
@Clause({"F27", "G6"})
class CheckKeyFileTest {

  @TempDir Path folder;

  private List<String> problems(Path file) {
    return new CheckKeyFile()
        .problems(
            new MockEnvironment()
                .withProperty("idp.keys.key-encryption-key-file", file.toString())
                .withProperty("idp.keys.generate-missing", "false"));
  }

  @Test
  void aMissingFileIsToBeMadeForANewDatabaseAndPutBackForAnOldOne() {
    assertThat(problems(folder.resolve("none")))
        .singleElement()
        .asString()
        .startsWith("idp.keys.key-encryption-key-file: The key-encryption key file ")
        .contains(
            "does not exist. A system that has run has its file already: put that one back",
            "For a new database make one with 'umask 077; openssl rand -base64 32 > FILE'")
        .doesNotContain("This database was sealed");
  }

  @Test
  void aFileThatCanBeUsedIsNoProblemAndOneThatCannotIs() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "A".repeat(43) + "=");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(problems(file)).isEmpty();

    Files.writeString(file, "no key");
    assertThat(problems(file)).singleElement().asString().contains("32 bytes");
  }
}
