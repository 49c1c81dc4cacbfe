package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.Erasures;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.Standings;
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

/** Two operators erase somebody who asked for it. */
@Clause("PIPL 47")
class EraseCommandTest {

  private static final Approval FOUR_EYES =
      new Approval(new Standings.Reason("letter-114"), "window-3", "window-4");

  private final RunningServer server = RunningServer.shared();
  private final StringWriter said = new StringWriter();

  private int erase(PersonId person) {
    var command = new EraseCommand();
    var line = new CommandLine(command).setOut(new PrintWriter(said, true));
    line.parseArgs(words(person.toString(), "window-3", "window-4").toArray(String[]::new));
    var opened = new StaticApplicationContext();
    opened.getBeanFactory().registerSingleton("erasures", server.bean(Erasures.class));
    return command.run(opened, FOUR_EYES);
  }

  private static List<String> words(String person, String operator, String second) {
    return List.of(person, "--reason", "r1", "--operator", operator, "--second-operator", second);
  }

  private List<String> events(PersonId person) {
    return server
        .bean(JdbcClient.class)
        .sql("select type || details from audit_event where person = ? order by id")
        .param(person.value())
        .query(String.class)
        .list();
  }

  @Test
  void whoIsErasedIsSignedOutEverywhereAndAgreesToNothing() {
    PersonId person = server.personOfP4();
    String cookie = server.signIn(person).cookieValue();

    assertThat(erase(person)).isZero();

    assertThat(said.toString()).contains("Erased: " + person + ". It cannot be undone.");
    assertThat(server.bean(Sessions.class).find(cookie)).isEmpty();
    assertThat(server.bean(Profiles.class).find(person)).isEmpty();
    assertThat(events(person))
        .anySatisfy(event ->
            assertThat(event).contains("person.erased", "letter-114", "window-3", "window-4"))
        .anySatisfy(event -> assertThat(event).contains("session.ended", "PERSON_ERASED"));
    assertThat(erase(person)).isZero();
    assertThat(said.toString()).contains("erased before");
  }

  @Test
  void nobodyIsErasedWhereNobodyIs() {
    assertThat(erase(new PersonId(UUID.randomUUID()))).isEqualTo(1);
    assertThat(said.toString()).contains("no such person");
  }

  static List<List<String>> wrong() {
    String one = UUID.randomUUID().toString();
    return List.of(
        words(one, "op1", "OP1"),
        List.of(one, "--operator", "op1", "--reason", "r1"),
        List.of("--reason", "r1", "--operator", "op1", "--second-operator", "op2"),
        List.of(one, "--operator", "op1", "--second-operator", "op2"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void oneOperatorIsNotTwoAndNothingIsLeftOut(List<String> words) {
    var all = new ArrayList<>(List.of("citizen", "erase"));
    all.addAll(words);
    assertThat(AdminCommands.run(all.toArray(String[]::new))).isEqualTo(2);
  }
}
