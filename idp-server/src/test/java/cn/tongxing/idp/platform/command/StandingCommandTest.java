package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.FoundPerson;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Merges;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.PersonLookups;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.identity.Standings.Change;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Window;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/** What the operator sees and what the exit code says. */
class StandingCommandTest {

  private static final Standings.Reason CASE = new Standings.Reason("case-114");

  private final PersonId one = new PersonId(UUID.randomUUID());
  private final PersonId other = new PersonId(UUID.randomUUID());
  private final StringWriter said = new StringWriter();

  private record Answering(Change change, List<PersonId> holders)
      implements Standings, PersonLookups {
    @Override
    public Change disable(PersonId person, Reason reason, Reason operator, RequestOrigin origin) {
      return change;
    }

    @Override
    public Change enable(PersonId person, Approval approval, RequestOrigin origin) {
      return change;
    }

    @Override
    public boolean hold(PersonId person) {
      return true;
    }

    @Override
    public List<PersonId> holders(String number, Asking asking, RequestOrigin origin) {
      assertThat(asking).isEqualTo(new Asking(new Reason("window-3"), CASE, Optional.empty()));
      return holders;
    }

    @Override
    public List<FoundPerson> byDocument(String number, Asking asking, RequestOrigin origin) {
      return List.of();
    }

    @Override
    public List<FoundPerson> byPhone(PhoneNumber phone, Asking asking, RequestOrigin origin) {
      return List.of();
    }

    @Override
    public List<FoundPerson> byId(PersonId person, Asking asking, RequestOrigin origin) {
      return List.of();
    }
  }

  private int disable(Standings standings, Optional<PersonId> named) {
    var command = new StandingCommand.Disable();
    parse(command, "--operator", "window-3");
    StaticApplicationContext server = opened(standings);
    return command.run(server, named, "a number", CASE);
  }

  private static StaticApplicationContext opened(Standings standings) {
    var server = new StaticApplicationContext();
    server.getBeanFactory().registerSingleton("standings", standings);
    server
        .getBeanFactory()
        .registerSingleton("freezes", RunningServer.shared().bean(Freezes.class));
    return server;
  }

  private void parse(StandingCommand command, String... operators) {
    var words = new ArrayList<>(List.of("--reason", CASE.code()));
    words.addAll(List.of(operators));
    new CommandLine(command)
        .setOut(new PrintWriter(said, true))
        .parseArgs(words.toArray(String[]::new));
  }

  @Test
  @Clause({"L9", "G4"})
  void oneOperatorShutsOutTwoLetInAgainAndTheTrailNamesThem() {
    RunningServer running = RunningServer.shared();
    PersonId person = running.person();
    StaticApplicationContext server = opened(running.bean(Standings.class));
    var out = new StandingCommand.Disable();
    parse(out, "--operator", "window-3");
    var in = new StandingCommand.Enable();
    parse(in, "--operator", "window-3", "--second-operator", "window-4");

    assertThat(out.run(server, Optional.of(person), "", CASE)).isZero();
    assertThat(in.run(server, Optional.of(person), "", CASE)).isZero();

    assertThat(running.bean(Profiles.class).isActive(person)).isTrue();
    assertThat(
            running
                .bean(JdbcClient.class)
                .sql(
                    """
                    select type || ' ' || (details::json ->> 'reason') || ' '
                           || (details::json ->> 'operator') || ' '
                           || coalesce(details::json ->> 'second', '-')
                      from audit_event
                     where person = ? and type in ('person.disabled', 'person.enabled') order by id
                    """)
                .param(person.value())
                .query(String.class)
                .list())
        .containsExactly(
            "person.disabled case-114 window-3 -", "person.enabled case-114 window-3 window-4");
  }

  /** Whatever id an operator has, it is the account that somebody is in. */
  @Test
  @Clause("L9")
  void ofAnAccountThatBecamePartOfAnotherTheOtherIsShutOutAndBothAreNamed() {
    RunningServer running = RunningServer.shared();
    PersonId kept = running.person();
    PersonId gone = running.nameless();
    assertThat(
            running
                .bean(Merges.class)
                .merge(kept, gone, Window.approved(CASE), RequestOrigin.SERVER))
        .isEqualTo(Merges.Outcome.DONE);

    assertThat(disable(running.bean(Standings.class), Optional.of(gone))).isZero();

    assertThat(running.bean(Profiles.class).isActive(kept)).isFalse();
    assertThat(said.toString())
        .contains("Shut out: " + kept + ", of which " + gone + " has become part");
  }

  @Test
  @Clause({"L9", "G4"})
  void whoIsLookedForByNumberIsInTheTrailThoughNobodyWasFound() {
    RunningServer running = RunningServer.shared();
    var why = new Standings.Reason("case/" + UUID.randomUUID().toString().substring(0, 8));
    var server = new StaticApplicationContext();
    server.getBeanFactory().registerSingleton("lookups", running.bean(PersonLookups.class));
    var command = new StandingCommand.Disable();
    parse(command, "--operator", "window-3");

    assertThat(command.run(server, Optional.empty(), ProofFixtures.idNumber(), why)).isEqualTo(1);

    assertThat(
            running
                .bean(JdbcClient.class)
                .sql(
                    "SELECT details FROM audit_event WHERE type = 'person.looked.up'"
                        + " AND person IS NULL AND details LIKE ?")
                .param("%" + why.code() + "%")
                .query(String.class)
                .list())
        .singleElement()
        .asString()
        .contains("\"by\":\"document\"", "\"operator\":\"window-3\"");
  }

  @ParameterizedTest
  @CsvSource({"CHANGED, 0", "UNCHANGED, 0", "UNKNOWN, 1", "CLOSED, 1"})
  void theExitCodeSaysWhetherItIsSo(Change change, int code) {
    assertThat(disable(new Answering(change, List.of()), Optional.of(one))).isEqualTo(code);
    assertThat(said.toString()).contains(one.toString());
  }

  @Test
  void aDocumentNumberMustNameOnePerson() {
    assertThat(disable(new Answering(Change.CHANGED, List.of(one)), Optional.empty())).isZero();
    assertThat(disable(new Answering(Change.CHANGED, List.of()), Optional.empty())).isEqualTo(1);
    assertThat(disable(new Answering(Change.CHANGED, List.of(one, other)), Optional.empty()))
        .isEqualTo(1);
    assertThat(said.toString())
        .contains("Nobody", one.toString(), other.toString())
        .doesNotContain("a number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "two words", "11010119900307803X", "138-0013-8000", "a\nb", "原因"})
  void aReasonIsNoSentenceAndNothingPersonal(String reason) {
    assertThatThrownBy(() -> new Standings.Reason(reason))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aWrongOrMissingReasonIsWrongUsageBeforeAnythingStarts() {
    for (String[] words :
        new String[][] {
          {"citizen", "disable", one.toString()},
          {"citizen", "disable", one.toString(), "--reason", "case-1"},
          {"citizen", "disable", one.toString(), "--reason", "two words", "--operator", "op1"},
          {"citizen", "disable", one.toString(), "--reason", "case-1", "--operator", "two words"},
          {"citizen", "disable", "no-id", "--reason", "case-1", "--operator", "op1"},
          {"citizen", "enable", one.toString(), "--reason", "case-1"},
          {"citizen", "enable", one.toString(), "--reason", "case-1", "--operator", "op1"},
          enable("op1"),
          enable("OP.1"),
          enable("two words")
        }) {
      assertThat(AdminCommands.run(words)).isEqualTo(2);
    }
    assertThat(AdminCommands.run(new String[] {"citizen", "disable", "--help"})).isZero();
  }

  /** By operator {@code op1} and a second one. */
  private String[] enable(String second) {
    return new String[] {
      "citizen",
      "enable",
      one.toString(),
      "--reason",
      "case-1",
      "--operator",
      "op1",
      "--second-operator",
      second
    };
  }
}
