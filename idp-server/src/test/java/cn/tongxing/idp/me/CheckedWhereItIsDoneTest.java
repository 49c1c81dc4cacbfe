package cn.tongxing.idp.me;

import static cn.tongxing.idp.me.MyAccountTest.mark;
import static cn.tongxing.idp.me.MyAccountTest.passkey;
import static cn.tongxing.idp.me.MyAccountTest.step;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.FakeAuthenticator;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.ChangingHands;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Settled;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.util.HtmlUtils;

/**
 * What changes the ways of an account is looked at where it is done: what let a form in may be gone
 * when the person's row is free, though the session goes on.
 */
@Clause({"N8", "N9", "L1"})
class CheckedWhereItIsDoneTest {

  private static final String OWN = "床前明月光疑是地上霜";

  private static final String KEYS_OF_TODAY =
      "select id::text from passkey_credential"
          + " where person = ? and created_at > now() - interval '1 day'";

  /** What a form changes, and where that is seen. */
  private enum Door {
    SET_PASSWORD(
        "/me/credentials",
        "/me/credentials",
        "select encoded from password_credential where person = ?"),
    ADD_PASSKEY("/me/credentials", "/me/credentials", KEYS_OF_TODAY + " order by 1"),
    REMOVE_PASSKEY("/me/passkeys/{id}/remove", "/me/passkeys/{id}/remove", KEYS_OF_TODAY),
    LINK_AGAIN(
        "/me/credentials",
        "/me/links/{link}/again",
        "select id::text from ended_link where person = ?");

    private final String page;
    private final String form;
    private final String state;

    Door(String page, String form, String state) {
      this.page = page;
      this.form = form;
      this.state = state;
    }
  }

  private final RunningServer server = RunningServer.shared();
  private final JdbcClient jdbc = server.bean(JdbcClient.class);
  private final PersonId person = server.person();
  private final UUID link = UUID.randomUUID();
  private String settled = "";
  private String young = "";

  @BeforeEach
  void twoKeysOfWhichOneIsOfToday() throws Exception {
    server.bean(PasswordCredentials.class).set(person, OWN, RequestOrigin.SERVER);
    settled = passkey(server, person);
    Settled.ways(jdbc, person);
    jdbc.sql("update person set created_at = created_at - interval '30 days' where id = ?")
        .param(person.value())
        .update();
    young = passkey(server, person);
    jdbc.sql("insert into ended_link values (?, ?, 'police', 'police-network-identity', now())")
        .params(link, person.value())
        .update();
  }

  /** A session in which these were shown just now. */
  private String shown(String method, String factor, UUID... keys) {
    Sessions.Started started = server.signIn(person, "sms");
    jdbc.sql(
            """
            update sso_session
               set sign_ins = array_fill(sign_ins[1], array[:count]),
                   shown_at = array_fill(shown_at[1], array[:count]),
                   methods = array_fill(cast(:method as text), array[:count]),
                   factors = array_fill(cast(:factor as text), array[:count]),
                   passkeys = case when :given then cast(:keys as uuid[]) else '{NULL}' end
             where id = :id
            """)
        .param("count", Math.max(1, keys.length))
        .param("method", method)
        .param("factor", factor)
        .param("given", keys.length > 0)
        .param("keys", keys)
        .param("id", started.session().id().value())
        .update();
    return sessionCookie(started.cookieValue());
  }

  private String byBothKeys() {
    return shown("passkey", "SOFTWARE_KEY", UUID.fromString(settled), UUID.fromString(young));
  }

  /** Recorded in the sign-in of that session. */
  private String byFace() {
    String session = shown("police", "FACE");
    jdbc.sql(
            """
            insert into evidence (id, person, adapter, method, source, possession, established_at,
                                  reference, digest, sign_in, channel, recorded_at)
            select gen_random_uuid(), person, 'police', 'LIVE_PORTRAIT_MATCH',
                   'population-register', true, now(), 'ref', repeat('0', 64), sign_ins[1],
                   'FRONT_CHANNEL', now()
              from sso_session where person = ? and ended_at is null
            """)
        .param(person.value())
        .update();
    return session;
  }

  private List<String> seen(Door door) {
    return jdbc.sql(door.state).param(person.value()).query(String.class).list();
  }

  private Callable<HttpResponse<String>> form(Door door, String session) throws Exception {
    var page = server.get(in(door.page), Map.of(), session);
    Map<String, String> sent = new HashMap<>(Map.of("step", step(page, in(door.form))));
    if (door == Door.SET_PASSWORD || door == Door.ADD_PASSKEY) {
      sent.put("action", door == Door.SET_PASSWORD ? "password" : "passkey");
      sent.put("new_password", "thief sets this 4412");
      sent.put("challenge", found("name=\"challenge\" value=\"([^\"]+)\"", page));
      String options = HtmlUtils.htmlUnescape(found("data-options=\"([^\"]+)\"", page));
      sent.put("credential", FakeAuthenticator.at(server.issuer(), "localhost").create(options));
    }
    return () -> server.post(in(door.form), sent, session, mark(page));
  }

  private String in(String path) {
    return path.replace("{id}", young).replace("{link}", link.toString());
  }

  private static String found(String pattern, HttpResponse<String> page) {
    var matcher = Pattern.compile(pattern).matcher(page.body());
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  /** The form was let in, and what it was let in by ends before the person is held. */
  private void comesToNothing(Door door, String session, Runnable meanwhile) throws Exception {
    var form = form(door, session);
    List<String> before = seen(door);

    HttpResponse<String> answer =
        new ChangingHands(jdbc, server.bean(TransactionTemplate.class), server.bean(Sessions.class))
            .between(person, form, meanwhile);

    assertThat(seen(door)).isEqualTo(before);
    assertThat(location(answer)).doesNotContain("done=");
  }

  @ParameterizedTest
  @EnumSource
  void whatStillCountsChangesIt(Door door) throws Exception {
    List<String> before = seen(door);

    assertThat(form(door, byBothKeys()).call().statusCode()).isEqualTo(303);

    assertThat(seen(door)).isNotEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void aProofThatStandsChangesIt(Door door) throws Exception {
    List<String> before = seen(door);

    assertThat(form(door, byFace()).call().statusCode()).isEqualTo(303);

    assertThat(seen(door)).isNotEqualTo(before);
  }

  /** The key of today is left, and is a factor of the same name. */
  @ParameterizedTest
  @EnumSource
  void aKeyThatWasRemovedMeanwhileChangesNothing(Door door) throws Exception {
    comesToNothing(
        door,
        byBothKeys(),
        () ->
            assertThat(
                    server
                        .bean(PasskeyCredentials.class)
                        .remove(
                            person,
                            UUID.fromString(settled),
                            Optional.empty(),
                            RequestOrigin.SERVER))
                .isTrue());
  }

  /** The session goes on as it was: nothing of it has ended. */
  @ParameterizedTest
  @EnumSource
  void aProofThatWasWithdrawnMeanwhileChangesNothing(Door door) throws Exception {
    comesToNothing(
        door,
        byFace(),
        () ->
            jdbc.sql(
                    """
                    insert into evidence_status
                    select id, 'WITHDRAWN', 'test', 'one', 'two', now() from evidence
                     where person = ? and method = 'LIVE_PORTRAIT_MATCH'
                    """)
                .param(person.value())
                .update());
  }
}
