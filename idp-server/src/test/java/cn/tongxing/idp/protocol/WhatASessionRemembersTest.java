package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.authorization;
import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.query;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.FakeAuthenticator;
import cn.tongxing.idp.identity.LinkedWays;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.store.PersonKeyRows;
import cn.tongxing.idp.identity.store.UpstreamLinkRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.Sessions.Started;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.AuditTrail;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Of all that was shown in one session, which was shown and in which sign-in: what ends takes with
 * it what rested on it, no more and no less, and each tab finds its own sign-in again.
 */
@Clause({"R10", "N8"})
class WhatASessionRemembersTest {

  private final RunningServer server = RunningServer.shared();
  private final JdbcClient jdbc = server.bean(JdbcClient.class);
  private final Sessions sessions = server.bean(Sessions.class);
  private final HeldTokens held = new HeldTokens(server);
  private final PersonId person = server.person();

  private static SignInId signIn() {
    return new SignInId(TimeOrderedId.at(Instant.now(), new SecureRandom()));
  }

  private Started shown(Sessions.Authenticated what, Optional<Started> before) {
    return server
        .bean(TransactionTemplate.class)
        .execute(_ ->
            sessions.start(
                what,
                before.flatMap(it -> sessions.find(it.session().id())),
                RequestOrigin.SERVER));
  }

  private Sessions.Authenticated by(String method, Factor factor) {
    return new Sessions.Authenticated(person, signIn(), method, Set.of(factor));
  }

  private Sessions.Authenticated byPasskey(UUID which, SignInId signIn) {
    return new Sessions.Authenticated(
        person,
        signIn,
        "passkey",
        Set.of(Factor.SOFTWARE_KEY),
        Optional.empty(),
        List.of(),
        Optional.of(which),
        Optional.empty());
  }

  private UUID newPasskey() throws Exception {
    var passkeys = server.bean(PasskeyCredentials.class);
    var ceremony = passkeys.register(person);
    String made = FakeAuthenticator.at(server.issuer(), "localhost").create(ceremony.optionsJson());
    return passkeys
        .bind(person, ceremony.challenge(), made, "", RequestOrigin.SERVER)
        .orElseThrow();
  }

  private void removes(UUID passkey, Optional<SignInId> by) {
    assertThat(
            server.bean(PasskeyCredentials.class).remove(person, passkey, by, RequestOrigin.SERVER))
        .isTrue();
  }

  private UUID linked(String adapter) {
    UUID id = UUID.randomUUID();
    server
        .bean(UpstreamLinkRows.class)
        .insert(
            id,
            server.bean(PersonKeyRows.class).of(person),
            adapter,
            new ExternalSubject("iss", "sub-" + id),
            true,
            new UpstreamLinkRows.Made(adapter, Optional.empty(), Instant.now()));
    return id;
  }

  private void unlinks(UUID link) {
    assertThat(
            server.bean(LinkedWays.class).end(person, link, Optional.empty(), RequestOrigin.SERVER))
        .isTrue();
  }

  private Set<Factor> own(Started session) {
    return sessions.find(session.cookieValue()).orElseThrow().authentications().own();
  }

  // ----- which of several

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofTwoPasskeysOfOneSessionNeitherIsForgotten(boolean firstGoes) throws Exception {
    UUID one = newPasskey();
    UUID other = newPasskey();
    Started alone = shown(byPasskey(one, signIn()), Optional.empty());
    Map<String, Object> ofOne = held.of(alone.cookieValue());
    Started both = shown(byPasskey(other, signIn()), Optional.of(alone));
    Map<String, Object> ofBoth = held.of(both.cookieValue());

    removes(firstGoes ? one : other, Optional.empty());

    assertThat(own(both)).as("rests on the one that stays").containsExactly(Factor.SOFTWARE_KEY);
    assertThat(held.refreshed(ofOne)).as("rests on the first").isEqualTo(firstGoes ? 400 : 200);
    assertThat(held.refreshed(ofBoth))
        .as("the level it tells was shown when the second was")
        .isEqualTo(firstGoes ? 200 : 400);
    assertThat(new AuditTrail(jdbc).of(both.session().id()))
        .doesNotContain("session.ended")
        .contains("grant.revoked");

    removes(firstGoes ? other : one, Optional.empty());
    assertThat(sessions.find(both.cookieValue())).isEmpty();
  }

  @Test
  void endingOneLinkLeavesWhatRestsOnAnotherUpstreams() {
    UUID atOne = linked("upstream-one");
    linked("upstream-two");
    Started one = shown(by("upstream-one", Factor.UPSTREAM_ACCOUNT), Optional.empty());
    Started two = shown(by("upstream-two-door", Factor.UPSTREAM_ACCOUNT), Optional.empty());
    Map<String, Object> ofTwo = held.of(two.cookieValue());
    Started both =
        shown(
            by("upstream-two", Factor.UPSTREAM_ACCOUNT),
            Optional.of(shown(by("upstream-one", Factor.PASSWORD), Optional.empty())));

    unlinks(atOne);

    assertThat(sessions.find(one.cookieValue())).isEmpty();
    assertThat(sessions.find(two.cookieValue()).orElseThrow().authentications())
        .isEqualTo(two.session().authentications());
    assertThat(held.refreshed(ofTwo)).isEqualTo(200);
    assertThat(sessions.find(both.cookieValue()).orElseThrow().authentications().methods())
        .containsExactly("upstream-two");
  }

  /** What is forgotten, since something later shows the same, is no reason to end a grant. */
  @Test
  void aGrantGoesOnThoughTheStepThatItNamesIsForgotten() {
    var passwords = server.bean(PasswordCredentials.class);
    passwords.set(person, "correct horse battery", RequestOrigin.SERVER);
    Started code = shown(by("sms", Factor.SMS), Optional.empty());
    Map<String, Object> ofCode = held.of(code.cookieValue());
    Started police = shown(by("police", Factor.SMS), Optional.of(code));
    Started all = shown(by("password", Factor.PASSWORD), Optional.of(police));
    Map<String, Object> ofAll = held.of(all.cookieValue());
    assertThat(all.session().authentications().methods()).containsExactly("police", "password");

    passwords.set(person, "correct horse battery staple", RequestOrigin.SERVER);

    assertThat(own(all)).containsExactly(Factor.SMS);
    assertThat(held.refreshed(ofCode)).as("rests on the code").isEqualTo(200);
    assertThat(held.refreshed(ofAll)).as("rests on the password").isEqualTo(400);
  }

  /** What counts no more in the session was good when the grant was made, which lives as long. */
  @Test
  @Clause("R10")
  void aGrantEndsWithItsWayThoughTheSessionHasForgottenThatWay() throws Exception {
    UUID passkey = newPasskey();
    Started all = shown(byPasskey(passkey, signIn()), shownFirst());
    Map<String, Object> ofAll = held.of(all.cookieValue());
    jdbc.sql(
            """
            UPDATE sso_session
               SET sign_ins = trim_array(sign_ins, 1), methods = trim_array(methods, 1),
                   factors = trim_array(factors, 1), passkeys = trim_array(passkeys, 1),
                   shown_at = trim_array(shown_at, 1)
             WHERE id = :id AND methods[1] = 'sms'
            """)
        .param("id", all.session().id().value())
        .update();

    removes(passkey, Optional.empty());

    assertThat(own(all)).as("untouched").containsExactly(Factor.SMS);
    assertThat(held.refreshed(ofAll)).isEqualTo(400);
  }

  private Optional<Started> shownFirst() {
    return Optional.of(shown(by("sms", Factor.SMS), Optional.empty()));
  }

  // ----- which sign-in

  private HttpResponse<String> begun(String cookie, String... wish) {
    return server.get(
        Endpoints.AUTHORIZE,
        with(authorization("fund", HeldTokens.FUND), wish),
        sessionCookie(cookie));
  }

  private HttpResponse<String> back(
      RunningServer.Waiting waiting, Started session, HttpResponse<String> begun) {
    String browser =
        Arrays.stream(cookies(begun))
            .filter(cookie -> cookie.startsWith("__Host-tongxing-browser="))
            .findFirst()
            .orElseThrow();
    return server.get(
        waiting.resumePath(), Map.of(), sessionCookie(session.cookieValue()), browser);
  }

  /** The page of the agreement may stand for hours, and what was shown may end meanwhile. */
  @Test
  @Clause({"R9", "OIDC Core 3.1.2.1"})
  void whoRemovedTheOnlyPasskeyOfTheSignInDidNotSignIn() throws Exception {
    UUID only = newPasskey();
    Started before = server.signIn(person);
    for (String[] wish : new String[][] {{"max_age", "60"}, {"prompt", "login"}}) {
      if (wish[0].equals("max_age")) {
        jdbc.sql(
                "update sso_session set shown_at = array(select each - interval '6 minutes'"
                    + " from unnest(shown_at) each) where id = ?")
            .param(before.session().id().value())
            .update();
      }
      HttpResponse<String> begun = begun(before.cookieValue(), wish);
      RunningServer.Waiting waiting = server.interaction("fund");
      Started here = shown(byPasskey(only, waiting.signIn()), Optional.empty());
      removes(only, Optional.of(waiting.signIn()));
      assertThat(own(here)).isEmpty();

      HttpResponse<String> back = back(waiting, here, begun);

      assertThat(back.statusCode()).as(wish[0]).isEqualTo(303);
      assertThat(query(back)).containsEntry("error", "access_denied").doesNotContainKey("code");
      only = newPasskey();
    }
  }

  /** The first to end was shown last: what the other showed is forgotten, that it ended is not. */
  @Test
  @Clause({"R9", "N1", "OIDC Core 3.1.2.1"})
  void ofTwoTabsThatAskForASignInAnewEachFindsItsOwn() {
    Started session = server.signIn(person);
    HttpResponse<String> one = begun(session.cookieValue(), "prompt", "login");
    RunningServer.Waiting first = server.interaction("fund");
    HttpResponse<String> two = begun(session.cookieValue(), "prompt", "login", "max_age", "60");
    RunningServer.Waiting second = server.interaction("fund");
    Instant coded = Instant.now();

    Started afterOne =
        shown(
            new Sessions.Authenticated(person, first.signIn(), "sms", Set.of(Factor.SMS)),
            Optional.of(session));
    Started afterTwo =
        shown(
            new Sessions.Authenticated(
                person,
                second.signIn(),
                "sms",
                Set.of(Factor.SMS),
                Optional.of(coded),
                List.of(),
                Optional.empty(),
                Optional.empty()),
            Optional.of(afterOne));

    assertThat(afterTwo.session().signIn()).isEqualTo(second.signIn());
    assertThat(query(back(second, afterTwo, two))).containsKey("code");
    assertThat(query(back(first, afterTwo, one))).containsKey("code");

    Started afterThird = shown(by("sms", Factor.SMS), Optional.of(afterTwo));
    assertThat(afterThird.session().authentications().of(second.signIn()).isEmpty()).isTrue();
    assertThat(query(back(second, afterThird, two)))
        .as("shown again in a third tab since")
        .containsKey("code");
  }

  /** Who turned back did not sign in, whatever another tab did. */
  @Test
  @Clause({"R9", "OIDC Core 3.1.2.1"})
  void anotherTabsSignInIsNotThatOfARequest() {
    Started session = server.signIn(person);
    HttpResponse<String> begun = begun(session.cookieValue(), "prompt", "login");
    RunningServer.Waiting waiting = server.interaction("fund");

    Started other = shown(by("sms", Factor.SMS), Optional.of(session));

    assertThat(query(back(waiting, other, begun))).containsEntry("error", "access_denied");
  }

  /** A session whose latest step ends is over when the ones that are left count no more. */
  @Test
  @Clause("N7")
  void aSessionThatIsLoweredIsOverWithWhatIsLeft() throws Exception {
    UUID key = newPasskey();
    Instant longAgo = Instant.now().minus(Duration.ofHours(3));
    Started first =
        shown(
            new Sessions.Authenticated(
                person,
                signIn(),
                "sms",
                Set.of(Factor.SMS),
                Optional.of(longAgo),
                List.of(),
                Optional.empty(),
                Optional.empty()),
            Optional.empty());
    Started both = shown(byPasskey(key, signIn()), Optional.of(first));
    assertThat(both.session().expiresAt()).isAfter(first.session().expiresAt());

    removes(key, Optional.empty());

    SsoSession left = sessions.find(both.cookieValue()).orElseThrow();
    assertThat(left.expiresAt()).isEqualTo(first.session().expiresAt());
  }
}
