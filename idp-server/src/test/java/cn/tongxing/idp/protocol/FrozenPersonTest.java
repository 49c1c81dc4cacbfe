package cn.tongxing.idp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Freezes.Case;
import cn.tongxing.idp.identity.Freezes.Change;
import cn.tongxing.idp.identity.Freezes.Recent;
import cn.tongxing.idp.identity.Standings.Reason;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a frozen account has left, over HTTP: nothing, and thawing brings nothing of it back. */
@Clause({"C8", "N5"})
class FrozenPersonTest {

  private static final Case CASE = new Case(new Reason("at-counter"), new Reason("case-114"));

  private final RunningServer server = RunningServer.shared();
  private final Freezes freezes = server.bean(Freezes.class);
  private final Sessions sessions = server.bean(Sessions.class);
  private final HeldTokens held = new HeldTokens(server);

  private List<String> trail(PersonId person) {
    return new AuditTrail(server.bean(JdbcClient.class)).of(person);
  }

  /** Why the person's sessions ended. */
  private List<String> ends(PersonId person) {
    return server
        .bean(JdbcClient.class)
        .sql(
            "select details::jsonb ->> 'reason' from audit_event"
                + " where person = ? and type = 'session.ended'")
        .param(person.value())
        .query(String.class)
        .list();
  }

  @Test
  void sessionsAndTokensEndAndThawingBringsNoneOfThemBack() {
    PersonId person = server.person();
    String cookie = server.signIn(person).cookieValue();
    String other = server.signIn(person).cookieValue();
    var tokens = held.of(cookie);
    String pending = held.code(other);
    assertThat(held.userInfo(tokens)).isEqualTo(200);

    assertThat(freezes.freeze(person, RequestOrigin.SERVER)).isEqualTo(Change.CHANGED);

    held.areDead(tokens);
    assertThat(sessions.find(cookie)).isEmpty();
    assertThat(sessions.find(other)).isEmpty();
    assertThat(held.silently(cookie)).contains("login_required");
    assertThat(held.redeemed(pending)).containsEntry("error", "invalid_grant");
    assertThat(trail(person))
        .contains("person.frozen", "grant.revoked")
        .filteredOn("session.ended"::equals)
        .hasSize(2);
    assertThat(ends(person)).containsOnly("FROZEN");

    // a sign-in that was just ending when the account was frozen
    String late = server.signIn(person).cookieValue();
    assertThat(held.silently(late)).doesNotContain("code=");
    assertThat(freezes.thaw(person, Recent.END, Window.decided(CASE), RequestOrigin.SERVER))
        .isEqualTo(Change.CHANGED);

    held.areDead(tokens);
    assertThat(sessions.find(late)).isEmpty();
    assertThat(held.userInfo(held.of(server.signIn(person).cookieValue()))).isEqualTo(200);
    assertThat(trail(person)).contains("person.thawed");
  }
}
