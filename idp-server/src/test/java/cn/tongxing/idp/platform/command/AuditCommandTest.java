package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.AuditVerification;
import cn.tongxing.idp.audit.TrailState;
import cn.tongxing.idp.audit.Witnesses;
import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.core.env.MapPropertySource;
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

  /** Whoever looks at checkpoints kept elsewhere reads that they were looked at. */
  @Test
  void whatTheTrailWasComparedWithIsSaid() throws IOException {
    Path log = Files.writeString(folder.resolve("w.log"), Witnesses.line(3, "aa.bb.cc") + "\n");

    unsaid = 0;
    assertThat(verified()).isZero();
    assertThat(said.toString()).contains("none was found, so nothing was compared");
    assertThat(verified("--witnesses", log.toString())).isZero();
    assertThat(said.toString())
        .contains("Checkpoints kept elsewhere: 1, and the trail agrees with all.");

    unsaid = 1;
    said.getBuffer().setLength(0);
    assertThat(verified("--witnesses", log.toString())).isZero();
    assertThat(said.toString())
        .contains("Not compared: 1 checkpoints kept elsewhere, of archives not given.")
        .doesNotContain("agrees");
  }

  /** The default folder is there on every installation: it is not forgotten by whoever types. */
  @Test
  void withoutAWordTheTrailIsComparedWithTheServersOwnFolder() throws IOException {
    own = folder.resolve("audit-witnesses").toString();
    assertThat(verified()).as("none written yet").isZero();
    assertThat(said.toString()).contains("none was found, so nothing was compared");

    Files.createDirectories(Path.of(own));
    Files.writeString(
        Path.of(own, "witnesses-2026-11.log"),
        Witnesses.line(3, "aa.bb.cc") + "\n" + Witnesses.line(4, "aa.bb.dd") + "\n");
    assertThat(verified()).isZero();
    assertThat(said.toString())
        .contains("Checkpoints kept elsewhere: 2, and the trail agrees with all.");
  }

  private String own = "";
  private long unsaid;

  /** Of a trail in which all is well. */
  private int verified(String... options) {
    var opened = new StaticApplicationContext();
    AuditVerification intact = (_, _) -> new TrailState.Intact(3, 3, 0, 2, unsaid);
    opened.getBeanFactory().registerSingleton("verification", intact);
    opened
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("own", Map.of("idp.audit.witness-folder", own)));
    Caller caller =
        new Caller() {
          private final Caller here = new OwnProcess();

          @Override
          public PrintWriter out() {
            return here.out();
          }

          @Override
          public PrintWriter err() {
            return here.err();
          }

          @Override
          public boolean isTerminal() {
            return false;
          }

          @Override
          public String line(String question) {
            return "";
          }

          @Override
          public Path file(String typed) {
            return Path.of(typed);
          }

          @Override
          public int work(ToIntFunction<ApplicationContext> work) {
            return work.applyAsInt(opened);
          }
        };
    String[] words = Stream.concat(Stream.of("verify"), Stream.of(options)).toArray(String[]::new);
    return ScopedValue.where(Caller.CURRENT, caller).call(() -> run(words));
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
