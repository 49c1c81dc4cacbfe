package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A machine's link leads to the system that the machine was added to. */
@Clause("issue 5 item 39: kiosks")
class KioskCommandTest {

  private static final String PROFILES = "spring.profiles.active";
  private static final String FOLDER = "idp.data-folder";

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();

  @BeforeEach
  void asOnADemonstrationOfOtherPorts() throws IOException {
    System.setProperty(PROFILES, "demo");
    System.setProperty(FOLDER, folder.toString());
    Files.writeString(folder.resolve("demo.properties"), "idp.issuer=http://localhost:9200\n");
  }

  @AfterEach
  void forget() {
    System.clearProperty(PROFILES);
    System.clearProperty(FOLDER);
  }

  @Test
  void thatThereIsNoMachineIsSaid() {
    int code =
        new CommandLine(new KioskCommand()).setOut(new PrintWriter(said, true)).execute("list");

    assertThat(code).isZero();
    assertThat(said.toString()).isEqualToIgnoringNewLines("No machine has been added.");
  }

  @Test
  void theLinkIsOfTheIssuerThatTheDemonstrationWasStartedWith() {
    int code =
        new CommandLine(new KioskCommand())
            .setOut(new PrintWriter(said, true))
            .execute("add", "Hall", "--operator", "op1");

    assertThat(code).isZero();
    assertThat(said.toString())
        .contains("Added: ")
        .containsPattern("http://localhost:9200/kiosk/key/[A-Za-z0-9_-]{20,}");
  }
}
