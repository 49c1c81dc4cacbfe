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

@Clause({"G4", "F30"})
class AuditCommandTest {

  private static final String PROFILES = "spring.profiles.active";
  private static final String FOLDER = "idp.data-folder";

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();

  @BeforeEach
  void asOnTheDemonstration() {
    System.setProperty(PROFILES, "demo");
    System.setProperty(FOLDER, folder.toString());
  }

  @AfterEach
  void forget() {
    System.clearProperty(PROFILES);
    System.clearProperty(FOLDER);
  }

  @Test
  void aTrailOfNoOldMonthIsVerifiedAndNotArchived() {
    assertThat(run("verify")).isZero();
    assertThat(said.toString()).startsWith("Intact: 0 events in the chain");

    assertThat(run("archive", "--to", folder.resolve("archives").toString(), "--operator", "op-7"))
        .isZero();
    assertThat(said.toString()).contains("Nothing to archive: no sealed event is that old.");
    assertThat(folder.resolve("archives")).doesNotExist();
  }

  /** Whoever names the wrong file must not read "intact". */
  @Test
  void aFileWithoutAnyCheckpointIsNoWitness() throws IOException {
    Path file = Files.writeString(folder.resolve("other.log"), "Started TongxingServer\n");

    assertThat(run("verify", "--witnesses", file.toString())).isEqualTo(2);
    assertThat(said.toString()).contains("there is no checkpoint in " + file);
  }

  @Test
  void theMonthsThatCitizensSeeOfTheirHistoryStay() {
    assertThat(
            run("archive", "--to", folder.toString(), "--keep-months", "3", "--operator", "op-7"))
        .isEqualTo(2);
    assertThat(said.toString()).contains("--keep-months: at least 4");
  }

  private int run(String... words) {
    PrintWriter out = new PrintWriter(said, true);
    return new CommandLine(new AuditCommand()).setOut(out).setErr(out).execute(words);
  }
}
