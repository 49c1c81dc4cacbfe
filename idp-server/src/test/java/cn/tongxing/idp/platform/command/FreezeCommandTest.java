package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.OwnTrail;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Freezes.Recent;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.Standings.Reason;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Window;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/** What the hotline's operator is told. */
@Clause("issue 5 item 26: whom a caller means, and what happened")
class FreezeCommandTest {

  private static final Reason STOLEN = new Reason("phone-stolen");

  private final RunningServer server = RunningServer.shared();
  private final PersonId person = server.person();
  private final StringWriter said = new StringWriter();

  private int byHotline() {
    var command = new FreezeCommand.Freeze();
    new CommandLine(command)
        .setOut(new PrintWriter(said, true))
        .parseArgs(
            "--by",
            "HOTLINE",
            "--case",
            "h/2026-119",
            "--reason",
            STOLEN.code(),
            "--operator",
            "hotline-7");
    return command.run(opened(), Optional.of(person), "", STOLEN);
  }

  private int thawedKeepingAll() {
    return thawed("--keep-recent");
  }

  private int thawed(String... more) {
    var words = new ArrayList<>(List.of("--second-operator", "window-4"));
    words.addAll(List.of(more));
    var command = new FreezeCommand.Thaw();
    new CommandLine(command)
        .setOut(new PrintWriter(said, true))
        .parseArgs(thaw(words.toArray(String[]::new)));
    return command.run(opened(), Optional.of(person), "", STOLEN);
  }

  private StaticApplicationContext opened() {
    var opened = new StaticApplicationContext();
    opened.getBeanFactory().registerSingleton("freezes", server.bean(Freezes.class));
    opened.getBeanFactory().registerSingleton("trail", server.bean(OwnTrail.class));
    opened.getBeanFactory().registerSingleton("clock", server.bean(InstantSource.class));
    return opened;
  }

  /** By operator {@code window-3}. */
  private static String[] thaw(String... more) {
    var words =
        new ArrayList<>(
            List.of("--reason", STOLEN.code(), "--case", "w/2026-119", "--operator", "window-3"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  @Clause({"L9", "G4"})
  void whoFreezesAndTheTwoWhoThawStandInTheTrail() {
    assertThat(byHotline()).isZero();
    assertThat(thawedKeepingAll()).isZero();

    assertThat(server.bean(Freezes.class).isFrozen(person)).isFalse();
    List<String> trail =
        server
            .bean(JdbcClient.class)
            .sql(
                """
                select concat_ws(' ', type, details::json ->> 'by', details::json ->> 'reason',
                                 details::json ->> 'case', details::json ->> 'operator',
                                 details::json ->> 'second', details::json ->> 'recent')
                  from audit_event
                 where person = ? and type in ('person.frozen', 'person.thawed') order by id
                """)
            .param(person.value())
            .query(String.class)
            .list();
    assertThat(trail)
        .containsExactly(
            "person.frozen hotline phone-stolen h/2026-119 hotline-7",
            "person.thawed counter phone-stolen w/2026-119 window-3 window-4 none");
  }

  @Test
  void whatAThawEndedIsListedForTheCounter() {
    server
        .bean(PasswordCredentials.class)
        .set(person, "correct horse battery", RequestOrigin.SERVER);
    server
        .bean(JdbcClient.class)
        .sql("UPDATE person SET created_at = created_at - interval '30 days' WHERE id = ?")
        .param(person.value())
        .update();
    assertThat(byHotline()).isZero();
    assertThat(thawed()).isZero();

    assertThat(said.toString())
        .containsPattern("Thawed: " + person + "\\. Ended, as added in the 72 hours before: .*")
        .contains("password (1)");
  }

  @Test
  @Clause("L9")
  void nobodyThawsAloneNorFreezesWithoutAName() {
    for (String[] words :
        List.of(
            thaw(),
            thaw("--keep-recent"),
            thaw("--second-operator", "window-3"),
            thaw("--second-operator", "WINDOW.3", "--keep-recent"),
            thaw("--second-operator", "two words"))) {
      assertThat(AdminCommands.run(citizen("thaw", words))).isEqualTo(2);
    }
    String[] nameless = {"--by", "COUNTER", "--reason", "r1", "--case", "c1"};
    assertThat(AdminCommands.run(citizen("freeze", nameless))).isEqualTo(2);
  }

  private String[] citizen(String act, String... options) {
    var words = new ArrayList<>(List.of("citizen", act, person.toString()));
    words.addAll(List.of(options));
    return words.toArray(String[]::new);
  }

  @Test
  void givenAgainWhileItLastsChangesNothingAndAfterItEndedIsRefused() {
    Freezes freezes = server.bean(Freezes.class);

    assertThat(byHotline()).isZero();
    assertThat(byHotline()).isZero();
    assertThat(freezes.isFrozen(person)).isTrue();
    freezes.thaw(person, Recent.KEEP, Window.decided(STOLEN, STOLEN), RequestOrigin.SERVER);
    assertThat(byHotline()).isEqualTo(1);

    assertThat(freezes.isFrozen(person)).isFalse();
    assertThat(said.toString())
        .containsSubsequence(
            "Frozen: " + person,
            "It was so already: " + person,
            "The hotline has frozen this account before; the counter can: " + person);
  }
}
