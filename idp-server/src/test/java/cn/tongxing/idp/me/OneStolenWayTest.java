package cn.tongxing.idp.me;

import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.SettledWays;
import cn.tongxing.idp.identity.store.PersonKeyRows;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.UpstreamLinkRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Settled;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever has stolen one way to sign in makes no second one of it (ADR 0035). */
@Clause({"N8", "N9"})
class OneStolenWayTest {

  private static final String OWN = "床前明月光疑是地上霜";

  private final RunningServer server = RunningServer.shared();
  private final JdbcClient jdbc = server.bean(JdbcClient.class);
  private final PersonId person = server.person();

  @BeforeEach
  void theOwnerHasAPasswordForLong() {
    server.bean(PasswordCredentials.class).set(person, OWN, RequestOrigin.SERVER);
    Settled.ways(jdbc, person);
  }

  /**
   * A session in which these were shown just now.
   *
   * @param things names of factors, or ids of passkeys
   */
  private String shown(String... things) {
    Sessions.Started started = server.signIn(person, "sms");
    List<String> all = List.of(things);
    jdbc.sql(
            """
            update sso_session
               set sign_ins = array_fill(sign_ins[1], array[cardinality(:factors)]),
                   shown_at = array_fill(shown_at[1], array[cardinality(:factors)]),
                   methods = :methods, factors = :factors, passkeys = :passkeys
             where id = :id
            """)
        .param("factors", all.stream().map(OneStolenWayTest::factor).toArray(String[]::new))
        .param("methods", all.stream().map(OneStolenWayTest::way).toArray(String[]::new))
        .param("passkeys", all.stream().map(OneStolenWayTest::passkey).toArray(UUID[]::new))
        .param("id", started.session().id().value())
        .update();
    return sessionCookie(started.cookieValue());
  }

  private static String factor(String thing) {
    return passkey(thing) == null ? thing : "SOFTWARE_KEY";
  }

  private static @Nullable UUID passkey(String thing) {
    return thing.contains("-") ? UUID.fromString(thing) : null;
  }

  private static String way(String thing) {
    return switch (factor(thing)) {
      case "SMS" -> "sms";
      case "PASSWORD" -> "password";
      case "NETWORK_CREDENTIAL" -> "police-network-identity";
      default -> "passkey";
    };
  }

  private void used(String passkey, String when) {
    jdbc.sql("update passkey_credential set last_used_at = " + when + " where id = ?::uuid")
        .param(passkey)
        .update();
  }

  private String phonePage(String session) {
    return server.get("/me/phone", Map.of(), session).body();
  }

  private List<String> trail() {
    return jdbc.sql(
            "select type from audit_event where person = ? and type like 'credential.%' order by id")
        .param(person.value())
        .query(String.class)
        .list();
  }

  private String stored() {
    return jdbc.sql("select encoded from password_credential where person = ?")
        .param(person.value())
        .query(String.class)
        .single();
  }

  private static String hidden(String name, HttpResponse<String> page) {
    var matcher = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page.body());
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group(1);
  }

  private HttpResponse<String> sets(String session, String action) {
    var page = server.get("/me/credentials", Map.of(), session);
    Map<String, String> form = new HashMap<>(Map.of("action", action));
    form.put("step", hidden("step", page));
    form.put("challenge", hidden("challenge", page));
    form.put("new_password", "thief sets this 4412");
    form.put("credential", "{}");
    return server.post("/me/credentials", form, session, cookies(page)[0]);
  }

  @Test
  void aPasswordAloneAddsAndReplacesNothingAndIsToldWhatIsMissing() {
    String thief = shown("PASSWORD");
    List<String> before = trail();
    String kept = stored();

    assertThat(server.get("/me/credentials", Map.of(), thief).body())
        .contains("您刚才用的是密码", "只凭密码还不够", "短信验证码")
        .doesNotContain("id=\"new_password\"", "data-options");
    for (String action : List.of("passkey", "password")) {
      assertThat(location(sets(thief, action))).startsWith("/sign-in/");
    }

    assertThat(trail()).isEqualTo(before);
    assertThat(stored()).isEqualTo(kept);
    assertThat(server.get("/me/credentials", Map.of(), shown("PASSWORD", "SMS")).body())
        .as("whoever has both may")
        .contains("id=\"new_password\"");
  }

  /** However it came there: what is young is no second kind, and the change waits. */
  @Test
  void aKeyOfTodayBesideAPasswordChangesNoPhoneAtOnce() throws Exception {
    String key = MyAccountTest.passkey(server, person);

    assertThat(phonePage(shown("PASSWORD", key))).contains("id=\"young\"", "还要等 48 小时", "不满 72 小时");

    Settled.ways(jdbc, person);
    assertThat(phonePage(shown("PASSWORD", key))).doesNotContain("还要等 48 小时", "id=\"young\"");
  }

  /** A session keeps which key it saw: the one counts or not whatever becomes of the other. */
  @Test
  void ofTwoKeysTheOneCountsThatIsFromBefore() throws Exception {
    String owners = MyAccountTest.passkey(server, person);
    Settled.ways(jdbc, person);
    String young = MyAccountTest.passkey(server, person);

    used(young, "now()"); // a thief's, a moment ago
    assertThat(phonePage(shown("PASSWORD", owners)))
        .as("the owner's own")
        .doesNotContain("还要等 48 小时", "id=\"young\"");
    assertThat(server.get("/me/credentials", Map.of(), shown(owners)).body())
        .contains("id=\"new_password\"");

    for (String when : List.of("now()", "null", "now() - interval '4 hours'")) {
      used(young, when);
      assertThat(phonePage(shown("PASSWORD", young)))
          .as("the young one, last used %s", when)
          .contains("还要等 48 小时", "id=\"young\"");
      assertThat(server.get("/me/credentials", Map.of(), shown(young)).body())
          .as("the young one, last used %s", when)
          .contains("id=\"not-fresh\"", "通行密钥")
          .doesNotContain("id=\"new_password\"");
    }
    assertThat(phonePage(shown("PASSWORD", young, owners)))
        .as("both, the owner's last")
        .doesNotContain("还要等 48 小时");
  }

  /** Of a session that does not know which: it may be any that was shown lately, or just added. */
  @Test
  void aKeyOfWhichNobodyKnowsWhichCountsOnlyWhereNoYoungOneWasThere() throws Exception {
    jdbc.sql("update person set created_at = created_at - interval '30 days' where id = ?")
        .param(person.value())
        .update();
    MyAccountTest.passkey(server, person);
    Settled.ways(jdbc, person);
    assertThat(phonePage(shown("PASSWORD", "SOFTWARE_KEY"))).doesNotContain("还要等 48 小时");

    String young = MyAccountTest.passkey(server, person);
    assertThat(phonePage(shown("PASSWORD", "SOFTWARE_KEY"))).contains("还要等 48 小时");

    jdbc.sql(
            "update passkey_credential set created_at = now() - interval '4 hours' where id = ?::uuid")
        .param(young)
        .update();
    assertThat(phonePage(shown("PASSWORD", "SOFTWARE_KEY"))).doesNotContain("还要等 48 小时");
    used(young, "now()");
    assertThat(phonePage(shown("PASSWORD", "SOFTWARE_KEY"))).contains("还要等 48 小时");
  }

  /** Whoever changes the password out of suspicion is no easier prey. */
  @Test
  @Clause("A13")
  void aCodeWithNameAndNumberReplacesNoPasswordThatWasReplacedJustNow() {
    server.bean(PasswordCredentials.class).set(person, OWN + "啊", RequestOrigin.SERVER);
    server.bean(PasswordCredentials.class).set(person, OWN + "哦", RequestOrigin.SERVER);
    aCodeWithNameAndNumberReplacesNoPasswordThatIsThere();
  }

  /** Nor is whoever changed the phone: the kind is there, though it counts for nothing itself. */
  @Test
  @Clause("A13")
  void whatTookThePlaceOfAWayFromBeforeIsThereAndCountsForNothing() {
    jdbc.sql("update phone_credential set ended_at = now() where person = ?")
        .param(person.value())
        .update();
    Instant now = Instant.now();
    PhoneNumber next = PhoneNumber.parse(ProofFixtures.phone()).orElseThrow();
    server.bean(PhoneRows.class).bind(UUID.randomUUID(), person, next, now, Optional.of(now));
    jdbc.sql("update person set created_at = created_at - interval '30 days' where id = ?")
        .param(person.value())
        .update();

    SettledWays.Ways ways = server.bean(SettledWays.class).of(person);

    assertThat(ways.settled()).containsExactly(Own.PASSWORD);
    assertThat(ways.had()).containsExactlyInAnyOrder(Own.PASSWORD, Own.PHONE);
    assertThat(ways.young()).containsExactly(Own.PHONE);
  }

  /** Row e: name and number are bought, and the code comes from the stolen phone. */
  @Test
  @Clause("A13")
  void aCodeWithNameAndNumberReplacesNoPasswordThatIsThere() {
    String thief = sessionCookie(server.signIn(person, "police").cookieValue());
    List<String> before = trail();
    String kept = stored();

    assertThat(server.get("/me/credentials", Map.of(), thief).body())
        .contains("id=\"not-fresh\"", "密码")
        .doesNotContain("id=\"new_password\"");
    assertThat(location(sets(thief, "password"))).startsWith("/sign-in/");

    assertThat(stored()).isEqualTo(kept);
    assertThat(trail()).isEqualTo(before);
    assertThat(phonePage(thief)).contains("还要等 48 小时");
  }

  /** The stolen phone, with the app of the network identity on it. */
  @Test
  void aNetworkIdentityAloneAddsNoKeyAndReplacesNoPassword() {
    UUID link = UUID.randomUUID();
    server
        .bean(UpstreamLinkRows.class)
        .insert(
            link,
            server.bean(PersonKeyRows.class).of(person),
            "police",
            new ExternalSubject("network-identity", "pid-" + link),
            true,
            new UpstreamLinkRows.Made("police-network-identity", Optional.empty(), Instant.now()));
    for (boolean young : List.of(true, false)) {
      String thief = shown("NETWORK_CREDENTIAL");
      saysSo(Method.NETWORK_CREDENTIAL);
      String kept = stored();
      List<String> before = trail();

      assertThat(server.get("/me/credentials", Map.of(), thief).body())
          .as("young: %s", young)
          .contains("id=\"not-fresh\"")
          .doesNotContain("id=\"new_password\"", "data-options");
      for (String action : List.of("passkey", "password")) {
        assertThat(location(sets(thief, action))).startsWith("/sign-in/");
      }
      assertThat(stored()).isEqualTo(kept);
      assertThat(trail()).isEqualTo(before);
      Settled.ways(jdbc, person);
    }

    String owner = shown("NETWORK_CREDENTIAL");
    saysSo(Method.NETWORK_CREDENTIAL_WITH_PASSWORD);
    assertThat(server.get("/me/credentials", Map.of(), owner).body())
        .as("whoever shows its password too")
        .contains("id=\"new_password\"");
  }

  /** In the sign-in of the session that was begun last. */
  private void saysSo(Method method) {
    jdbc.sql(
            """
            insert into evidence (id, person, adapter, method, source, possession, established_at,
                                  reference, digest, sign_in, channel, recorded_at)
            select gen_random_uuid(), person, 'police', :method, 'network-identity', true, now(),
                   'ref', repeat('0', 64), sign_ins[1], 'FRONT_CHANNEL', now()
              from sso_session where person = :person order by started_at desc limit 1
            """)
        .param("method", method.name())
        .param("person", person.value())
        .update();
  }

  @Test
  void aPasswordOfTodayIsNoKindOfItsOwn() {
    jdbc.sql("update password_credential set set_at = now() where person = ?")
        .param(person.value())
        .update();

    assertThat(phonePage(shown("PASSWORD", "SMS"))).contains("还要等 48 小时", "id=\"young\"");
    assertThat(server.get("/me/credentials", Map.of(), shown("PASSWORD", "SMS")).body())
        .contains("id=\"not-fresh\"", "id=\"young\"");
  }

  /** Nobody who signs in is kept from removing what a thief added: two kinds that count do. */
  @Test
  void oneKindRemovesNoKeyAndTwoDo() throws Exception {
    String path = "/me/passkeys/" + MyAccountTest.passkey(server, person) + "/remove";
    for (String[] shown : List.of(new String[] {"PASSWORD"}, new String[] {"PASSWORD", "SMS"})) {
      String session = shown(shown);
      var page = server.get(path, Map.of(), session);
      HttpResponse<String> answer =
          server.post(path, Map.of("step", hidden("step", page)), session, cookies(page)[0]);
      assertThat(location(answer).startsWith("/sign-in/")).isEqualTo(shown.length == 1);
    }
    assertThat(trail()).last().isEqualTo("credential.removed");
  }
}
