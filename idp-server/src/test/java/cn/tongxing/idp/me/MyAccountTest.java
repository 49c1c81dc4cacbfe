package cn.tongxing.idp.me;

import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.identity.FakeAuthenticator;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MyAccountTest {

  private static final ClientId HOSPITAL = new ClientId("hospital");
  private static final String WITHDRAW = "/me/agreements/hospital/withdraw";

  private final RunningServer server = RunningServer.shared();
  private final PersonId person = server.person();
  private final Sessions.Started session = server.signIn(person);
  private final String cookie = sessionCookie(session.cookieValue());

  @Test
  @Clause("N2")
  void whoIsNotSignedInIsSentToTheSamePagesAndTurningBackLeadsHome() {
    var sent = server.get("/me", Map.of());
    assertThat(sent.statusCode()).isEqualTo(303);
    assertThat(location(sent)).startsWith("/sign-in/");
    var choice = server.get(location(sent), Map.of(), cookies(sent));
    assertThat(choice.body()).contains("登录我的账号", "name=\"step\"");

    assertThat(location(server.get("/me/signed-in", Map.of()))).isEqualTo("/");
    assertThat(location(server.get("/me/signed-in", Map.of(), cookie))).isEqualTo("/me");
    assertThat(location(server.get("/me/phone/signed-in", Map.of()))).isEqualTo("/");
    assertThat(location(server.get("/me/phone/signed-in", Map.of(), cookie)))
        .isEqualTo("/me/phone");
  }

  @Test
  void aDisabledPersonsSessionShowsNothing() {
    jdbc()
        .sql("update person set status = 'DISABLED' where id = :id")
        .param("id", person.value())
        .update();
    assertThat(location(server.get("/me", Map.of(), cookie))).startsWith("/sign-in/");
    assertThat(location(server.get(WITHDRAW, Map.of(), cookie))).isEqualTo("/me");
    assertThat(location(server.get("/me/signed-in", Map.of(), cookie))).isEqualTo("/");
  }

  /** They are not in the account, and so do not go back to it. */
  @Test
  void whoIsNobodyYetTurnsBackToTheStartPageAndReadsOfNoOfficeThatIsNone() {
    var begun = server.get("/me", Map.of());
    String[] browser = cookies(begun);
    var asked = server.get(location(begun), Map.of(), browser);
    assertThat(asked.body())
        .contains("取消，返回首页")
        .doesNotContain("返回我的账号", "城市统一身份认证提供", "class=\"going-by\"");

    var left =
        server.post(
            location(begun).replaceFirst("/[a-z-]+$", ""),
            Map.of("action", "cancel", "step", step(asked)),
            browser);
    assertThat(location(left)).isEqualTo("/me/signed-in");
    assertThat(location(server.get("/me/signed-in", Map.of(), browser))).isEqualTo("/");

    var thaw = server.get("/me/thaw", Map.of());
    assertThat(server.get(location(thaw), Map.of(), cookies(thaw)).body()).contains("取消，暂不恢复使用");
  }

  @Test
  @Clause({"N10", "W3"})
  void thePageIsMaskedAndNotStored() {
    agree(person);
    var page = server.get("/me", Map.of(), cookie);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(page.body())
        .contains("*明", "预约", "卫健委", "手机号", "本设备", "二级")
        .doesNotContain("李明")
        .doesNotContainPattern("\\b1\\d{10}\\b|\\b\\d{17}[0-9X]\\b");
  }

  @Test
  @Clause("N5")
  void theButtonToSignOutLeadsToThePageThatDoes() {
    var link =
        Pattern.compile("id=\"sign-out\" href=\"([^\"]+)\"")
            .matcher(server.get("/me", Map.of(), cookie).body());
    assertThat(link.find()).isTrue();

    var asked = server.get(link.group(1), Map.of(), cookie);
    assertThat(asked.statusCode()).isEqualTo(200);
    var form =
        Pattern.compile("action=\"([^\"]+)\"[\\s\\S]*?name=\"step\" value=\"([^\"]+)\"")
            .matcher(asked.body());
    assertThat(form.find()).isTrue();
    List<String> sent = new ArrayList<>(List.of(cookie));
    sent.addAll(List.of(cookies(asked)));
    server.post(
        form.group(1),
        Map.of("step", form.group(2), "action", "logout"),
        sent.toArray(String[]::new));
    assertThat(isOpen(session)).isFalse();
  }

  @Test
  void withdrawingEndsTheAgreementAndItsGrantsAndSaysSo() {
    agree(person);
    UUID grant = grant(person, session);
    var ask = server.get(WITHDRAW, Map.of(), cookie);
    assertThat(ask.body()).contains("要撤回对\u200b“预约挂号”\u200b的同意吗？");

    var answer = server.post(WITHDRAW, Map.of("step", step(ask)), cookie, mark(ask));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(consents().agreements(person)).isEmpty();
    assertThat(revokeReason(grant)).isEqualTo("consent_withdrawn");
    assertThat(events("consent.withdrawn", person)).isEqualTo(1);
    assertThat(events("grant.revoked", person)).isEqualTo(1);
    assertThat(server.get(location(answer), Map.of(), cookie, mark(ask)).body())
        .contains("已撤回同意。", "id=\"no-agreements\"");
    assertThat(server.get("/me?done=withdrawn&proof=AAAA", Map.of(), cookie).body())
        .doesNotContain("id=\"notice\"");
    assertThat(server.get(WITHDRAW, Map.of(), cookie).statusCode()).isEqualTo(404);
  }

  @Test
  @Clause("W6")
  void aFormOfAnotherSiteBrowserOrSessionChangesNothing() {
    agree(person);
    var ask = server.get(WITHDRAW, Map.of(), cookie);
    var again = server.signIn(person);
    List<HttpResponse<String>> refused =
        List.of(
            server.post(WITHDRAW, Map.of(), cookie, mark(ask)),
            server.post(WITHDRAW, Map.of("step", "AAAA"), cookie, mark(ask)),
            server.post(WITHDRAW, Map.of("step", step(ask)), cookie),
            server.post(
                WITHDRAW,
                Map.of("step", step(ask)),
                cookie,
                mark(server.get(WITHDRAW, Map.of(), cookie))),
            server.post(
                WITHDRAW, Map.of("step", step(ask)), sessionCookie(again.cookieValue()), mark(ask)),
            server.post(
                "/me/agreements/fund/withdraw", Map.of("step", step(ask)), cookie, mark(ask)),
            server.post("/me/sessions/end-others", Map.of("step", step(ask)), cookie, mark(ask)));

    assertThat(refused).extracting(HttpResponse::statusCode).containsOnly(403);
    assertThat(location(server.post(WITHDRAW, Map.of("step", step(ask)), mark(ask))))
        .isEqualTo("/me");
    assertThat(consents().agreed(person, HOSPITAL).scopes()).isNotEmpty();
    assertThat(isOpen(again)).isTrue();
    assertThat(events("consent.withdrawn", person)).isZero();
  }

  @Test
  @Clause("W5")
  void whatIsAnothersDoesNotExist() throws Exception {
    PersonId other = server.person();
    var theirs = server.signIn(other);
    agree(other);
    String passkey = passkey(other);
    assertThat(server.get(WITHDRAW, Map.of(), cookie).statusCode()).isEqualTo(404);
    assertThat(server.get("/me/passkeys/" + passkey + "/remove", Map.of(), cookie).statusCode())
        .isEqualTo(404);
    var mine = server.signIn(person);
    var page = server.get("/me", Map.of(), cookie);
    String own = step(page, "/me/sessions/" + mine.session().id() + "/end");
    assertThat(
            server.post("/me/sessions/x/end", Map.of("step", own), cookie, mark(page)).statusCode())
        .isEqualTo(404);
    for (String id : List.of(theirs.session().id().toString(), passkey)) {
      assertThat(
              server
                  .post("/me/sessions/" + id + "/end", Map.of("step", own), cookie, mark(page))
                  .statusCode())
          .isEqualTo(403);
    }
    server.post(
        "/me/sessions/end-others",
        Map.of("step", step(page, "/me/sessions/end-others")),
        cookie,
        mark(page));

    assertThat(isOpen(theirs)).isTrue();
    assertThat(isOpen(mine)).isFalse();
    assertThat(consents().agreed(other, HOSPITAL).scopes()).isNotEmpty();
  }

  @Test
  @Clause("N8")
  void oneSessionOrAllOthersCanBeEndedWithTheirGrants() {
    var second = server.signIn(person);
    var third = server.signIn(person);
    var fourth = server.signIn(person);
    UUID grant = grant(person, second);
    var page = server.get("/me", Map.of(), cookie);
    String path = "/me/sessions/" + second.session().id() + "/end";

    var answer = server.post(path, Map.of("step", step(page, path)), cookie, mark(page));

    assertThat(server.get(location(answer), Map.of(), cookie, mark(page)).body())
        .contains("已结束这个登录。");
    assertThat(isOpen(second)).isFalse();
    assertThat(isOpen(third)).isTrue();
    assertThat(revokeReason(grant)).isEqualTo("session_elsewhere");

    String all = "/me/sessions/end-others";
    server.post(all, Map.of("step", step(page, all)), cookie, mark(page));
    server.post(all, Map.of("step", step(page, all)), cookie, mark(page));
    assertThat(List.of(isOpen(third), isOpen(fourth), isOpen(session)))
        .containsExactly(false, false, true);
    assertThat(events("session.ended", person)).isEqualTo(3);
    assertThat(server.get("/me", Map.of(), cookie).body()).doesNotContain("id=\"end-others\"");
  }

  @Test
  @Clause("R15")
  void ofWithdrawalsAtOnceOneIsRecorded() throws Exception {
    for (int round = 0; round < 5; round++) {
      agree(person);
      var ask = server.get(WITHDRAW, Map.of(), cookie);
      var start = new CountDownLatch(1);
      try (var threads = Executors.newFixedThreadPool(8)) {
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          answers.add(
              threads.submit(() -> {
                Within.opened(start);
                return server
                    .post(WITHDRAW, Map.of("step", step(ask)), cookie, mark(ask))
                    .statusCode();
              }));
        }
        start.countDown();
        for (Future<Integer> answer : answers) {
          assertThat(Within.done(answer)).isEqualTo(303);
        }
      }
      assertThat(events("consent.withdrawn", person)).isEqualTo(round + 1);
    }
  }

  @Test
  @Clause("N8")
  void aPasskeyGoesOnlyRightAfterASignInAndNeverAsTheLastWay() throws Exception {
    String first = passkey(person);
    String path = "/me/passkeys/" + first + "/remove";
    jdbc()
        .sql(
            "update sso_session set shown_at = array(select each - interval '6 minutes'"
                + " from unnest(shown_at) each) where id = :id")
        .param("id", session.session().id().value())
        .update();
    var ask = server.get(path, Map.of(), cookie);
    assertThat(ask.body()).contains("id=\"not-fresh\"");
    assertThat(location(server.post(path, Map.of("step", step(ask)), cookie, mark(ask))))
        .startsWith("/sign-in/");
    assertThat(passkeys(person)).isEqualTo(1);

    String fresh = sessionCookie(server.signIn(person).cookieValue());
    jdbc()
        .sql("update phone_credential set ended_at = now() where person = :id")
        .param("id", person.value())
        .update();
    assertThat(server.get(path, Map.of(), fresh).statusCode()).isEqualTo(404);
    String second = passkey(person);
    var sure = server.get(path, Map.of(), fresh);
    assertThat(sure.body()).doesNotContain("id=\"not-fresh\"");
    server.post(path, Map.of("step", step(sure)), fresh, mark(sure));
    server.post(path, Map.of("step", step(sure)), fresh, mark(sure));

    assertThat(passkeys(person)).isEqualTo(1);
    assertThat(events("credential.removed", person)).isEqualTo(1);
    assertThat(
            server
                .bean(PasskeyCredentials.class)
                .remove(person, UUID.fromString(second), Optional.empty(), RequestOrigin.SERVER))
        .isFalse();
    assertThat(passkeys(person)).isEqualTo(1);
  }

  @Test
  @Clause("W5")
  void anOwnPasskeyGetsTheNameThatItsOwnerGivesIt() throws Exception {
    String path = "/me/passkeys/" + passkey(person) + "/name";
    var ask = server.get(path, Map.of(), cookie);
    assertThat(ask.body()).contains("改名");

    var blank =
        server.post(path, Map.of("step", step(ask), "label", " \u200b "), cookie, mark(ask));
    assertThat(server.get(location(blank), Map.of(), cookie, mark(ask)).body()).contains("请填写名称。");
    assertThat(server.get(location(blank) + "&lang=en", Map.of(), cookie, mark(ask)).body())
        .contains("Enter a name.");
    server.post(path, Map.of("step", step(ask), "label", "奶奶的<b>手机"), cookie, mark(ask));

    assertThat(server.get("/me", Map.of(), cookie).body()).contains("奶奶的&lt;b&gt;手机");
    assertThat(
            server
                .bean(JdbcClient.class)
                .sql(
                    "select session || ' ' || sign_in from audit_event where person = ?"
                        + " and type = 'credential.renamed'")
                .param(person.value())
                .query(String.class)
                .list())
        .containsExactly(session.session().id() + " " + session.session().signIn());
    String theirs = "/me/passkeys/" + passkey(server.person()) + "/name";
    assertThat(server.get(theirs, Map.of(), cookie).statusCode()).isEqualTo(404);
    assertThat(
            server
                .post(theirs, Map.of("step", step(ask), "label", "x"), cookie, mark(ask))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  @Clause({"A13", "N8"})
  void aCodeByTextMessageAloneChangesNoFactorWhateverWasTypedBesideIt() throws Exception {
    PersonId high = server.personOfP4();
    for (var alone :
        List.of(
            server.signIn(high, "police"),
            server.signIn(high, Authentication.BY_FACT),
            server.signIn(person, Authentication.BY_FACT),
            server.signIn(person, "sms"))) {
      PersonId who = alone.session().person();
      String theirs = sessionCookie(alone.cookieValue());
      var set = server.get("/me/credentials", Map.of(), theirs);
      assertThat(set.body()).contains("id=\"not-fresh\"");
      assertThat(
              location(
                  server.post(
                      "/me/credentials",
                      Map.of("step", step(set), "action", "password", "new_password", "床前明月光疑是地上霜"),
                      theirs,
                      mark(set))))
          .startsWith("/sign-in/");
      assertThat(server.bean(PasswordCredentials.class).exists(who)).isFalse();
      String path = "/me/passkeys/" + passkey(who) + "/remove";
      long before = passkeys(who);
      var ask = server.get(path, Map.of(), theirs);
      assertThat(location(server.post(path, Map.of("step", step(ask)), theirs, mark(ask))))
          .startsWith("/sign-in/");
      assertThat(passkeys(who)).isEqualTo(before);
    }
    var proven = server.get("/me/credentials", Map.of(), cookie);
    assertThat(proven.body()).as("the account rests on such a proof").contains("new_password");
  }

  // ----- what it takes

  private void agree(PersonId who) {
    consents().agree(who, HOSPITAL, Set.of("openid", "phone"), "test", RequestOrigin.SERVER);
  }

  private Consents consents() {
    return server.bean(Consents.class);
  }

  private JdbcClient jdbc() {
    return server.bean(JdbcClient.class);
  }

  private boolean isOpen(Sessions.Started started) {
    return server.bean(Sessions.class).find(started.session().id()).isPresent();
  }

  /** A grant as a redeemed code leaves it. */
  private UUID grant(PersonId who, Sessions.Started in) {
    return jdbc()
        .sql(
            """
            insert into authorization_grant
              (id, origin, code_hash, client_id, person_id, session_id, scopes, userinfo_claims, resources,
               acr, amr, auth_time, shown, created_at, expires_at)
            values (uuidv7(), 'CODE', sha256('x'), 'hospital', :person, :session, '{openid}', '{}', '{}',
               'urn:tongxing:acr:p2:a1', '{sms}', now(), '{}', now(), now() + interval '1 hour')
            returning id
            """)
        .param("person", who.value())
        .param("session", in.session().id().value())
        .query(UUID.class)
        .single();
  }

  private String revokeReason(UUID grant) {
    return jdbc()
        .sql("select revoke_reason from authorization_grant where id = :id")
        .param("id", grant)
        .query(String.class)
        .single();
  }

  private long events(String type, PersonId who) {
    return jdbc()
        .sql("select count(*) from audit_event where type = :type and person = :person")
        .param("type", type)
        .param("person", who.value())
        .query(Long.class)
        .single();
  }

  private String passkey(PersonId who) throws Exception {
    return passkey(server, who);
  }

  /** Adds a passkey to a person; gives its id. */
  static String passkey(RunningServer server, PersonId who) throws Exception {
    var authenticator = FakeAuthenticator.at(server.issuer(), "localhost");
    var credentials = server.bean(PasskeyCredentials.class);
    var ceremony = credentials.register(who);
    assertThat(
            credentials.finishRegistration(
                who,
                ceremony.challenge(),
                authenticator.create(ceremony.optionsJson()),
                "手机",
                RequestOrigin.SERVER))
        .isTrue();
    return server
        .bean(JdbcClient.class)
        .sql(
            "select id from passkey_credential where person = :person"
                + " order by created_at desc limit 1")
        .param("person", who.value())
        .query(UUID.class)
        .single()
        .toString();
  }

  private long passkeys(PersonId who) {
    return jdbc()
        .sql("select count(*) from passkey_credential where person = :person")
        .param("person", who.value())
        .query(Long.class)
        .single();
  }

  static String mark(HttpResponse<String> page) {
    return cookies(page)[0];
  }

  private static String step(HttpResponse<String> page) {
    return step(page, "");
  }

  /** The proof in the form that posts to an address. */
  static String step(HttpResponse<String> page, String action) {
    var matcher =
        Pattern.compile(
                "<form[^>]*action=\"[^\"]*"
                    + Pattern.quote(action)
                    + "\"[^>]*>\\s*<input type=\"hidden\" name=\"step\" value=\"([^\"]+)\"")
            .matcher(page.body());
    assertThat(matcher.find()).as(page.body()).isTrue();
    return matcher.group(1);
  }
}
