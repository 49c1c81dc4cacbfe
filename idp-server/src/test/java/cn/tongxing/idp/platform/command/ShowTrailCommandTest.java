package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.TrailReading;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/** An operator reads what happened. */
@Clause({"G4", "issue 5 item 26: whom a caller means, and what happened"})
class ShowTrailCommandTest {

  private static final RequestOrigin BROWSER =
      new RequestOrigin("203.0.113.77", "Browser\u001b[31m");

  private final RunningServer server = RunningServer.shared();
  private final InstantSource clock = server.bean(InstantSource.class);
  private final PersonId person = new PersonId(UUID.randomUUID());
  private final SignInId signIn =
      new SignInId(TimeOrderedId.at(clock.instant(), new SecureRandom()));
  private final StringWriter said = new StringWriter();
  private final StringWriter beside = new StringWriter();

  private int show(String... words) {
    var command = new ShowTrailCommand();
    new CommandLine(command)
        .setOut(new PrintWriter(said, true))
        .setErr(new PrintWriter(beside, true))
        .parseArgs(asked(words));
    var opened = new StaticApplicationContext();
    opened.getBeanFactory().registerSingleton("trail", server.bean(TrailReading.class));
    opened.getBeanFactory().registerSingleton("clock", clock);
    return command.run(opened);
  }

  /** By {@code hotline-7}, for a case. */
  private static String[] asked(String... words) {
    var all = new ArrayList<>(List.of("--operator", "hotline-7", "--reason", "case/2026-118"));
    all.addAll(List.of(words));
    return all.toArray(String[]::new);
  }

  private List<String> readings(String where, Object of) {
    return server
        .bean(JdbcClient.class)
        .sql("SELECT details FROM audit_event WHERE type = 'trail.read' AND " + where)
        .param(of)
        .query(String.class)
        .list();
  }

  @Test
  @Clause("L9")
  void whoReadsAPersonsTrailAndWhyStandsInItButNotOnThePageThatIsRead() {
    record(AuditEventType.SIGN_IN_STARTED);

    assertThat(show("--person", person.toString(), "--event", "signin.started")).isZero();
    assertThat(said.toString()).contains("1 events.").doesNotContain("trail.read");
    assertThat(show("--sign-in", signIn.toString())).isZero();
    assertThat(said.toString()).doesNotContain("trail.read");

    assertThat(readings("person = ?", person.value()))
        .singleElement()
        .asString()
        .contains("\"operator\":\"hotline-7\"", "\"reason\":\"case/2026-118\"")
        .contains("\"event\":\"signin.started\"");
    assertThat(readings("details LIKE ?", "%" + signIn + "%")).hasSize(1);
    assertThat(show("--person", person.toString())).isZero();
    assertThat(said.toString()).as("the next reader").contains("trail.read", "operator=hotline-7");
  }

  @Test
  @Clause("L9")
  void nobodyReadsWithoutSayingWhoTheyAreAndWhy() {
    for (String[] words :
        new String[][] {
          {"audit", "show"},
          {"audit", "show", "--operator", "op1"},
          {"audit", "show", "--reason", "case-1"},
          {"audit", "show", "--operator", "two words", "--reason", "case-1"},
          {"audit", "show", "--operator", "op1", "--reason", "13800138000"},
        }) {
      assertThat(AdminCommands.run(words)).isEqualTo(2);
    }
  }

  private void record(AuditEventType type) {
    AuditEvent event = AuditEvent.of(type, BROWSER).person(person).detail("reason", "r-1");
    server.bean(Audit.class).record(event.signIn(signIn));
  }

  @Test
  void aPersonsEventsAreShownInOrderWithTheAddressMaskedAndNothingThatATerminalObeys() {
    record(AuditEventType.SIGN_IN_STARTED);
    record(AuditEventType.SIGN_IN_REFUSED);
    record(AuditEventType.SIGN_IN_COMPLETED);

    assertThat(show("--person", person.toString())).isZero();

    assertThat(said.toString())
        .containsSubsequence("signin.started", "signin.refused", "signin.completed", "3 events.")
        .contains("reason=r-1", "person=" + person, "sign-in=" + signIn, "from 203.0.113.*")
        .doesNotContain("203.0.113.77", "\u001b");
  }

  @Test
  void aPageEndsWithWhereTheNextOneBegins() {
    record(AuditEventType.SIGN_IN_STARTED);
    record(AuditEventType.SIGN_IN_REFUSED);

    assertThat(show("--sign-in", signIn.toString(), "--most", "1")).isZero();
    String first = said.toString();
    String after = first.substring(first.indexOf("--after ") + 8).strip();
    said.getBuffer().setLength(0);
    assertThat(show("--sign-in", signIn.toString(), "--after", after)).isZero();

    assertThat(first).contains("signin.started").doesNotContain("signin.refused");
    assertThat(said.toString())
        .contains("signin.refused", "1 events.")
        .doesNotContain("signin.started", "--after");
  }

  @Test
  void aProgramGetsAnObjectALineAndNothingElse() {
    record(AuditEventType.SIGN_IN_STARTED);
    record(AuditEventType.SIGN_IN_COMPLETED);

    assertThat(show("--person", person.toString(), "--event", "signin.completed", "--json"))
        .isZero();

    assertThat(said.toString().lines())
        .singleElement()
        .asString()
        .contains("\"type\":\"signin.completed\"", "\"address\":\"203.0.113.*\"", "\"link\":")
        .contains("\"details\":{\"reason\":\"r-1\"}");
    assertThat(beside.toString()).contains("1 events.");
  }

  @Test
  void onlyTheTimeAskedForIsShown() {
    record(AuditEventType.SIGN_IN_STARTED);

    assertThat(show("--person", person.toString(), "--until", "2020-01-01")).isZero();
    assertThat(show("--sign-in", signIn.toString(), "--since", "2020-01-01")).isZero();
    assertThat(said.toString()).containsSubsequence("0 events.", "signin.started", "1 events.");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-01, 2026-04-30T16:00:00Z, 2026-05-01T16:00:00Z",
    "2026-05-01T09:30, 2026-05-01T01:30:00Z, 2026-05-01T01:30:00Z",
    "2026-05-01T09:30:15Z, 2026-05-01T09:30:15Z, 2026-05-01T09:30:15Z",
    "2026-05-01T09:30+08:00, 2026-05-01T01:30:00Z, 2026-05-01T01:30:00Z"
  })
  void aTimeIsThatOfChinaUnlessItSaysOtherwise(String typed, Instant since, Instant until) {
    assertThat(TrailTime.since(typed)).isEqualTo(since);
    assertThat(TrailTime.until(typed)).isEqualTo(until);
  }

  @Test
  void whatIsNoTimeEventOrNumberOfEventsIsWrongUsage() {
    for (List<String> words :
        List.of(
            List.of("--since", "yesterday"),
            List.of("--until", "2026-13-01"),
            List.of("--event", "nothing.happened"),
            List.of("--person", "13800138000"),
            List.of("--most", "0"),
            List.of("--most", "1001"))) {
      var all = new ArrayList<>(List.of("audit", "show"));
      all.addAll(List.of(asked(words.toArray(String[]::new))));
      assertThat(AdminCommands.run(all.toArray(String[]::new))).isEqualTo(2);
    }
  }
}
