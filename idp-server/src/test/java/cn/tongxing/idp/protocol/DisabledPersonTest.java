package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.identity.Standings.Change;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.platform.command.AdminCommands;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.LogLevels;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person who is shut out has left, over HTTP: nothing, and nothing of it comes back. */
@Clause({"C8", "N5"})
class DisabledPersonTest {

  private static final Standings.Reason CASE = new Standings.Reason("case/114");

  private final RunningServer server = RunningServer.shared();
  private final Standings standings = server.bean(Standings.class);
  private final Sessions sessions = server.bean(Sessions.class);
  private final HeldTokens held = new HeldTokens(server);

  private List<String> trail(PersonId person) {
    return new AuditTrail(server.bean(JdbcClient.class)).of(person);
  }

  private List<String> logouts(SessionId session) {
    return server
        .bean(JdbcClient.class)
        .sql("select client from logout_delivery where session = ?")
        .param(session.value())
        .query(String.class)
        .list();
  }

  @Test
  @Clause("N6")
  void whoseGrantsOutlivedTheSessionHearsOfTheEndOnce() {
    PersonId person = server.person();
    var started = server.signIn(person);
    for (int i = 0; i < 2; i++) {
      String code = server.code("spa", "https://spa.example/cb", started.cookieValue());
      var form = RunningServer.with(codeGrant(code, "https://spa.example/cb"), "client_id", "spa");
      assertThat(json(server.post(Endpoints.TOKEN, form))).containsKey("access_token");
    }
    held.of(started.cookieValue()); // a client that wants no logout
    SessionId session = started.session().id();
    for (String forgotten :
        List.of(
            "delete from session_client where session = ?",
            "delete from sso_session where id = ?")) {
      server.bean(JdbcClient.class).sql(forgotten).param(session.value()).update();
    }

    standings.disable(person, CASE, Window.OPERATOR, RequestOrigin.SERVER);

    assertThat(logouts(session)).containsExactly("spa");
    assertThat(trail(person)).filteredOn("grant.revoked"::equals).hasSize(3);
  }

  @Test
  @Clause("N6")
  void whoTakesPartInALivingSessionHearsOfTheEndOnceToo() {
    PersonId person = server.person();
    var started = server.signIn(person);
    String code = server.code("spa", "https://spa.example/cb", started.cookieValue());
    server.post(
        Endpoints.TOKEN,
        RunningServer.with(codeGrant(code, "https://spa.example/cb"), "client_id", "spa"));

    standings.disable(person, CASE, Window.OPERATOR, RequestOrigin.SERVER);

    assertThat(logouts(started.session().id())).containsExactly("spa");
  }

  @Test
  void sessionsAndTokensEndAndEnablingBringsNoneOfThemBack() {
    PersonId person = server.person();
    String cookie = server.signIn(person).cookieValue();
    String other = server.signIn(person).cookieValue();
    var tokens = held.of(cookie);
    String pending = held.code(other);
    assertThat(held.userInfo(tokens)).isEqualTo(200);

    assertThat(standings.disable(person, CASE, Window.OPERATOR, RequestOrigin.SERVER))
        .isEqualTo(Change.CHANGED);

    held.areDead(tokens);
    assertThat(sessions.find(cookie)).isEmpty();
    assertThat(sessions.find(other)).isEmpty();
    assertThat(held.redeemed(pending)).containsEntry("error", "invalid_grant");
    assertThat(trail(person))
        .contains("person.disabled", "grant.revoked")
        .filteredOn("session.ended"::equals)
        .hasSize(2);

    // a sign-in that was just ending when the person was shut out
    String late = server.signIn(person).cookieValue();
    assertThat(standings.enable(person, Window.approved(CASE), RequestOrigin.SERVER))
        .isEqualTo(Change.CHANGED);

    held.areDead(tokens);
    assertThat(sessions.find(cookie)).isEmpty();
    assertThat(sessions.find(late)).isEmpty();
    assertThat(held.silently(cookie)).contains("login_required");
    assertThat(held.userInfo(held.of(server.signIn(person).cookieValue()))).isEqualTo(200);
    assertThat(trail(person)).contains("person.enabled");
  }

  /** The command opens the modules anew on the same database, as {@code ./idp} does. */
  @Test
  void theCommandWorksOnTheDatabaseOfARunningServer() {
    PersonId person = server.person();
    String cookie = server.signIn(person).cookieValue();
    var tokens = held.of(cookie);

    assertThat(command("disable", person, "--operator", "window-3")).isZero();

    held.areDead(tokens);
    assertThat(sessions.find(cookie)).isEmpty();
    assertThat(trail(person)).contains("person.disabled", "session.ended", "grant.revoked");
    assertThat(command("enable", person, "--operator", "window-3")).as("alone").isEqualTo(2);
    assertThat(command("enable", person, "--operator", "window-3", "--second-operator", "window-4"))
        .isZero();
    assertThat(held.userInfo(held.of(server.signIn(person).cookieValue()))).isEqualTo(200);
  }

  private int command(String name, PersonId person, String... operators) {
    var settings =
        List.of(
            "spring.datasource.url",
            "spring.datasource.username",
            "spring.datasource.password",
            "idp.redis.uri",
            "idp.issuer",
            "idp.keys.key-encryption-key-file");
    var environment = server.bean(Environment.class);
    try (var _ = LogLevels.kept()) {
      settings.forEach(key -> System.setProperty(key, environment.getRequiredProperty(key)));
      var words =
          new ArrayList<>(List.of("citizen", name, person.toString(), "--reason", "case-115"));
      words.addAll(List.of(operators));
      return AdminCommands.run(words.toArray(String[]::new));
    } finally {
      settings.forEach(System::clearProperty);
    }
  }

  @Test
  void grantsWhoseSessionIsForgottenEndToo() {
    PersonId person = server.person();
    var tokens = held.of(server.signIn(person).cookieValue());
    server
        .bean(JdbcClient.class)
        .sql("delete from sso_session where person = ?")
        .param(person.value())
        .update();

    standings.disable(person, CASE, Window.OPERATOR, RequestOrigin.SERVER);
    standings.enable(person, Window.approved(CASE), RequestOrigin.SERVER);

    held.areDead(tokens);
  }

  @Test
  void whatIsSoAlreadyOrUnknownOrClosedChangesNothing() {
    PersonId person = server.person();
    assertThat(standings.enable(person, Window.approved(CASE), RequestOrigin.SERVER))
        .isEqualTo(Change.UNCHANGED);
    assertThat(
            standings.disable(
                new PersonId(UUID.randomUUID()), CASE, Window.OPERATOR, RequestOrigin.SERVER))
        .isEqualTo(Change.UNKNOWN);
    server
        .bean(JdbcClient.class)
        .sql("update person set status = 'CLOSED' where id = ?")
        .param(person.value())
        .update();
    assertThat(standings.enable(person, Window.approved(CASE), RequestOrigin.SERVER))
        .isEqualTo(Change.CLOSED);
    assertThat(trail(person)).doesNotContain("person.enabled", "person.disabled");
  }
}
