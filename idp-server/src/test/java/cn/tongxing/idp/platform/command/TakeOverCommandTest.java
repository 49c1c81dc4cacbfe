package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.identity.TakeOvers.Decision;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import picocli.CommandLine;

/** Two operators decide whose an account is that was opened by name and number. */
class TakeOverCommandTest {

  private static final Decision FOUR_EYES =
      new Decision(
          new Standings.Reason("squatted"),
          new Standings.Reason("case/2026-115"),
          new Standings.Reason("window-3"),
          new Standings.Reason("window-4"));

  private final RunningServer server = RunningServer.shared();
  private final PhoneNumber fresh = ProofFixtures.phone(ProofFixtures.phone());
  private final StringWriter said = new StringWriter();

  private int take(PersonId person) {
    var command = new TakeOverCommand.Take();
    new CommandLine(command).setOut(new PrintWriter(said, true));
    return command.run(opened(), person, fresh, FOUR_EYES);
  }

  private int undo(PersonId person) {
    var command = new TakeOverCommand.Undo();
    new CommandLine(command).setOut(new PrintWriter(said, true));
    return command.run(opened(), person, FOUR_EYES);
  }

  private PhoneNumber phoneOf(PersonId person) {
    return server.bean(Profiles.class).find(person).orElseThrow().phone().orElseThrow();
  }

  @Test
  @Clause("L1")
  void theAccountIsTheHoldersAtOnceAndCanBeGivenBack() {
    PersonId person = server.person();
    PhoneNumber before = phoneOf(person);
    String cookie = server.signIn(person).cookieValue();

    assertThat(take(person)).isZero();

    assertThat(phoneOf(person)).isEqualTo(fresh);
    assertThat(server.bean(Sessions.class).find(cookie)).isEmpty();
    assertThat(said.toString())
        .contains(fresh.masked(), person.toString())
        .doesNotContain(fresh.reveal());
    assertThat(undo(person)).isZero();
    assertThat(phoneOf(person)).isEqualTo(before);
    assertThat(undo(person)).as("nothing is left to undo").isEqualTo(1);
  }

  @Test
  void whatRestsOnMoreAndWhoIsUnknownIsNotDecided() {
    assertThat(take(server.personOfP4())).isEqualTo(1);
    assertThat(take(new PersonId(UUID.randomUUID()))).isEqualTo(1);
    assertThat(said.toString()).contains("rests on more", "no such person");
  }

  @Test
  void oneOperatorIsNotTwoAndNothingIsLeftOut() {
    String one = UUID.randomUUID().toString();
    for (String[] words :
        new String[][] {
          {"citizen", "take-over", one, "--reason", "x1", "--case", "c1", "--operator", "op1"},
          {
            "citizen",
            "take-over",
            one,
            "--reason",
            "x1",
            "--case",
            "c1",
            "--second-operator",
            "op2"
          },
          undo(one, "OP1"),
          undo(one, "op-1."),
          {"citizen", "undo-take-over", "--reason", "x1", "--case", "c1", "--operator", "op1"}
        }) {
      assertThat(AdminCommands.run(words)).isEqualTo(2);
    }
  }

  /** By operator {@code op1} and a second one. */
  private static String[] undo(String person, String second) {
    return new String[] {
      "citizen",
      "undo-take-over",
      person,
      "--reason",
      "x1",
      "--case",
      "c1",
      "--operator",
      "op1",
      "--second-operator",
      second
    };
  }

  private StaticApplicationContext opened() {
    var opened = new StaticApplicationContext();
    opened.getBeanFactory().registerSingleton("takeOvers", server.bean(TakeOvers.class));
    opened.getBeanFactory().registerSingleton("freezes", server.bean(Freezes.class));
    return opened;
  }
}
