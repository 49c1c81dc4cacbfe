package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.EvidenceWithdrawals;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/** Two operators take back evidence that its source stands by no more. */
@Clause("L3")
class EvidenceCommandTest {

  private static final Approval FOUR_EYES =
      new Approval(new Standings.Reason("forged-reading"), "window-3", "window-4");

  private final RunningServer server = RunningServer.shared();
  private final StringWriter said = new StringWriter();

  private int withdraw(PersonId person, String... more) {
    var command = new EvidenceCommand();
    var line = new CommandLine(command).setOut(new PrintWriter(said, true));
    line.parseArgs(words(person, more).toArray(String[]::new));
    return command.run(opened(), FOUR_EYES);
  }

  private static List<String> words(PersonId person, String... more) {
    var words =
        new ArrayList<>(List.of(person.toString(), "--reason", "r1", "--operator", "window-3"));
    words.addAll(List.of("--second-operator", "window-4"));
    words.addAll(List.of(more));
    return words;
  }

  private StaticApplicationContext opened() {
    var opened = new StaticApplicationContext();
    opened
        .getBeanFactory()
        .registerSingleton("withdrawals", server.bean(EvidenceWithdrawals.class));
    opened.getBeanFactory().registerSingleton("freezes", server.bean(Freezes.class));
    return opened;
  }

  @Test
  void whatIsWithdrawnIsOfTheMethodAndSourceThatWereNamedAndWhoIsSignedInIsOut() {
    PersonId person = server.personOfP4();
    String cookie = server.signIn(person).cookieValue();

    assertThat(withdraw(person, "--method", "LIVE_PORTRAIT_MATCH", "--source", "alipay"))
        .isEqualTo(1);
    assertThat(said.toString())
        .contains("no such evidence that counts. Nothing was changed: " + person);
    assertThat(server.bean(Sessions.class).find(cookie)).isPresent();
    assertThat(withdraw(person, "--method", "LIVE_PORTRAIT_MATCH")).isZero();

    assertThat(said.toString()).contains("Withdrawn.", "signs in anew: " + person);
    assertThat(server.bean(Profiles.class).find(person).orElseThrow().level())
        .isEqualTo(IdentityAssurance.P2);
    assertThat(server.bean(Sessions.class).find(cookie)).isEmpty();
    assertThat(trail(person))
        .singleElement()
        .asString()
        .contains("forged-reading", "window-3", "window-4", "LIVE_PORTRAIT_MATCH");
  }

  private List<String> trail(PersonId person) {
    return server
        .bean(JdbcClient.class)
        .sql(
            "select details::text from audit_event"
                + " where person = ? and type = 'evidence.withdrawn'")
        .param(person.value())
        .query(String.class)
        .list();
  }

  @Test
  void nobodyHasNoEvidence() {
    assertThat(withdraw(new PersonId(UUID.randomUUID()), "--method", "LIVE_PORTRAIT_MATCH"))
        .isEqualTo(1);
    assertThat(said.toString()).contains("no such person");
  }

  static List<List<String>> wrong() {
    String one = UUID.randomUUID().toString();
    return List.of(
        List.of(one, "--method", "LIVE_PORTRAIT_MATCH", "--operator", "op1", "--reason", "r1"),
        List.of(one, "--operator", "op1", "--second-operator", "op2", "--reason", "r1"),
        List.of("--method", "LIVE_PORTRAIT_MATCH", "--operator", "op1", "--second-operator", "op2"),
        withEyes(one, "GUESS", "op1", "op2", "r1"),
        withEyes(one, "LIVE_PORTRAIT_MATCH", "op1", "OP1", "r1"),
        withEyes(one, "LIVE_PORTRAIT_MATCH", "op1", "op2", "a sentence about somebody"));
  }

  private static List<String> withEyes(
      String person, String method, String operator, String second, String reason) {
    return List.of(
        person,
        "--method",
        method,
        "--operator",
        operator,
        "--second-operator",
        second,
        "--reason",
        reason);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void oneOperatorIsNotTwoAndNothingIsLeftOut(List<String> words) {
    var all = new ArrayList<>(List.of("citizen", "withdraw-evidence"));
    all.addAll(words);
    assertThat(AdminCommands.run(all.toArray(String[]::new))).isEqualTo(2);
  }
}
