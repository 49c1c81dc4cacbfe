package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.PersonLookups;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/** What an operator can do for whoever has lost their phone, and what not. */
class PhoneCommandTest {

  private static final Standings.Reason LOST = new Standings.Reason("lost");
  private static final String CASE = "case/2026-114";

  private final RunningServer server = RunningServer.shared();
  private final PhoneNumber fresh = ProofFixtures.phone(ProofFixtures.phone());
  private final StringWriter said = new StringWriter();

  private int change(Optional<PersonId> named, String documentNumber) {
    var command = new PhoneCommand().with(fresh);
    new CommandLine(command)
        .setOut(new PrintWriter(said, true))
        .parseArgs(
            "--reason",
            LOST.code(),
            "--case",
            CASE,
            "--operator",
            "window-3",
            "--second-operator",
            "window-4");
    var opened = new StaticApplicationContext();
    opened.getBeanFactory().registerSingleton("changes", server.bean(PhoneChanges.class));
    opened.getBeanFactory().registerSingleton("freezes", server.bean(Freezes.class));
    opened.getBeanFactory().registerSingleton("lookups", server.bean(PersonLookups.class));
    return command.run(opened, named, documentNumber, LOST);
  }

  @Test
  @Clause({"A13", "L9"})
  void theChangeWaitsAsEverybodysAndTheReasonStandsInTheTrail() {
    PersonId person = server.person();
    PhoneNumber old = phoneOf(person);

    assertThat(change(Optional.of(person), "")).isZero();

    assertThat(said.toString()).contains(fresh.masked(), person.toString());
    assertThat(said.toString())
        .containsPattern(" at 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+08:00 unless")
        .doesNotContain(fresh.reveal());
    assertThat(phoneOf(person)).isEqualTo(old);
    assertThat(
            server
                .bean(JdbcClient.class)
                .sql(
                    "select details::text from audit_event"
                        + " where person = :who and type = 'phone.change.started'")
                .param("who", person.value())
                .query(String.class)
                .single())
        .contains("lost case/2026-114", "window-3", "window-4");
    assertThat(change(Optional.of(person), "")).as("one waits").isEqualTo(1);
  }

  private PhoneNumber phoneOf(PersonId person) {
    return server.bean(Profiles.class).find(person).orElseThrow().phone().orElseThrow();
  }

  @Test
  void whoIsNotFoundIsNotChanged() {
    assertThat(change(Optional.of(new PersonId(UUID.randomUUID())), "")).isEqualTo(1);
    assertThat(change(Optional.empty(), "no such number")).isEqualTo(1);
    assertThat(said.toString()).contains("no such person", "Nobody has a document");
  }

  @Test
  void reasonAndCaseAreAskedForAndNothingSkipsTheHold() {
    String one = UUID.randomUUID().toString();
    for (String[] words :
        new String[][] {
          {"citizen", "phone", one},
          {"citizen", "phone", one, "--reason", "lost"},
          {"citizen", "phone", one, "--case", "case-1"},
          {"citizen", "phone", one, "--reason", "two words", "--case", "case-1"},
          {"citizen", "phone", one, "--reason", "lost", "--case", "case-1"},
          {"citizen", "phone", one, "--reason", "lost", "--case", "case-1", "--operator", "op1"},
          approved(one, "op1"),
          approved(one, "Op.1"),
          approved(one, "op2", "--force"),
          approved(one, "op2", "--now")
        }) {
      assertThat(AdminCommands.run(words)).isEqualTo(2);
    }
    assertThat(new CommandLine(new PhoneCommand()).getCommandSpec().optionsMap().keySet())
        .containsExactlyInAnyOrder(
            "--reason",
            "--case",
            "--operator",
            "--second-operator",
            "-h",
            "--help",
            "-V",
            "--version");
  }

  /** By operator {@code op1} and a second one. */
  private static String[] approved(String person, String second, String... more) {
    var words =
        new ArrayList<>(
            List.of("citizen", "phone", person, "--reason", "lost", "--case", "case-1"));
    words.addAll(List.of("--operator", "op1", "--second-operator", second));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  void linesArePipedInOneAfterTheOther() {
    InputStream before = System.in;
    System.setIn(
        new ByteArrayInputStream("first\r\n13800138000\n".getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(new OwnProcess().line("one")).isEqualTo("first");
      assertThat(new OwnProcess().line("two")).isEqualTo("13800138000");
      assertThat(new OwnProcess().line("three")).isEmpty();
    } finally {
      System.setIn(before);
    }
  }
}
