package cn.tongxing.idp.me;

import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Window;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The history of sign-ins, 不是我, and freezing, over HTTP. */
class MyHistoryTest {

  private static final String PHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) AppleWebKit/605.1 Mobile/15E148 Safari/604.1";

  private final RunningServer server = RunningServer.shared();
  private final PersonId person = server.person();
  private final Sessions.Started session = server.signIn(person);
  private final String cookie = sessionCookie(session.cookieValue());

  private void happened(AuditEventType type, PersonId whose, Sessions.Started in) {
    AuditEvent event =
        AuditEvent.of(type, new RequestOrigin("198.51.100.77", PHONE))
            .person(whose)
            .detail("way", "sms");
    server
        .bean(Audit.class)
        .record(
            type == AuditEventType.SIGN_IN_COMPLETED ? event.session(in.session().id()) : event);
  }

  private String history() {
    return server.get("/me/history", Map.of(), cookie).body();
  }

  private static int count(String body, String part) {
    return body.split(Pattern.quote(part), -1).length - 1;
  }

  private static String mark(HttpResponse<String> page) {
    return cookies(page)[0];
  }

  private static String step(HttpResponse<String> page, String action) {
    var matcher =
        Pattern.compile(
                "<form[^>]*action=\""
                    + action
                    + "\"[^>]*>\\s*<input type=\"hidden\" name=\"step\""
                    + " value=\"([^\"]+)\"")
            .matcher(page.body());
    assertThat(matcher.find()).as(page.body()).isTrue();
    return matcher.group(1);
  }

  private long events(String type) {
    return server
        .bean(JdbcClient.class)
        .sql("select count(*) from audit_event where type = ? and person = ?")
        .params(type, person.value())
        .query(Long.class)
        .single();
  }

  private void signedInLongAgo() {
    server
        .bean(JdbcClient.class)
        .sql(
            "update sso_session set shown_at = array(select each - interval '6 minutes'"
                + " from unnest(shown_at) each)"
                + " where id = ?")
        .param(session.session().id().value())
        .update();
  }

  @Test
  @Clause("N8")
  void signInsAndFailedTriesAreToldInPlainWords() {
    happened(AuditEventType.SIGN_IN_COMPLETED, person, session);
    happened(AuditEventType.SIGN_IN_REFUSED, person, session);
    happened(AuditEventType.SIGN_IN_REFUSED, server.person(), session);
    happened(AuditEventType.SMS_CODE_REFUSED, person, session);

    String page = history();

    assertThat(page)
        .contains(
            "短信验证码", "iPhone · Safari", "未知", "198.51.100.*", "没有成功", "验证码不正确", "本设备", "12345")
        .doesNotContain("Mozilla", "198.51.100.77");
    assertThat(count(page, "class=\"box entry\"")).as("and registering").isEqualTo(5);
    assertThat(server.get("/me", Map.of(), cookie).body()).contains("href=\"/me/history\"");
  }

  /** The same words for one session on both pages. */
  @Test
  @Clause("N8")
  void ofASignInInTwoWaysBothAreNamed() {
    SignInId signIn = session.session().signIn();
    Authentication password =
        new Authentication(
            signIn, "password", Set.of(Factor.PASSWORD), Instant.now().minusSeconds(20));
    Sessions.Started both =
        server
            .bean(TransactionTemplate.class)
            .execute(_ ->
                server
                    .bean(Sessions.class)
                    .start(
                        new Sessions.Authenticated(
                            person,
                            signIn,
                            "sms",
                            Set.of(Factor.SMS),
                            Optional.empty(),
                            List.of(password),
                            Optional.empty(),
                            Optional.empty()),
                        Optional.empty(),
                        RequestOrigin.SERVER));
    server
        .bean(Audit.class)
        .record(
            AuditEvent.of(
                    AuditEventType.SIGN_IN_COMPLETED, new RequestOrigin("198.51.100.77", PHONE))
                .person(person)
                .session(both.session().id())
                .detail("way", "password")
                .detail("ways", "password sms"));

    assertThat(history()).contains("密码 + 短信验证码");
    assertThat(server.get("/me", Map.of(), cookie).body()).contains("密码 + 短信验证码");
  }

  @Test
  @Clause("N8")
  void aFailedTryTellsTheApplicationAndItsDepartment() {
    Client fund = server.bean(Clients.class).find(new ClientId("fund")).orElseThrow();
    server
        .bean(Audit.class)
        .record(
            AuditEvent.of(AuditEventType.SIGN_IN_REFUSED, new RequestOrigin("198.51.100.77", PHONE))
                .person(person)
                .client(fund.id())
                .detail("way", "password"));

    assertThat(history())
        .contains(
            "要使用的应用",
            fund.presentation().name().simplified(),
            fund.presentation().department().simplified(),
            "密码");
  }

  @Test
  @Clause("N8")
  void whatOpensTheAccountAndChangedStandsInTheHistory() {
    RequestOrigin browser = new RequestOrigin("198.51.100.77", PHONE);
    server.bean(PasswordCredentials.class).set(person, "床前明月光疑是地上霜", browser);
    server.bean(PasswordCredentials.class).set(person, "举头望明月低头思故乡", browser);
    var phones = server.bean(PhoneChanges.class);
    var wanted = ProofFixtures.phone(ProofFixtures.phone());
    phones.ask(person, wanted, shown(Own.PHONE), browser);
    phones.cancel(person, Shown.of(Own.PASSWORD), browser);
    phones.ask(person, wanted, shown(Own.PHONE, Own.PASSWORD), browser);

    // what the first sign-in showed has been replaced
    String again = sessionCookie(server.signIn(person).cookieValue());
    String page = server.get("/me/history", Map.of(), again).body();

    assertThat(page).contains("账号已开通", "绑定了手机号", "设置了密码", "更改了密码", "申请更换手机号", "更换手机号已取消");
    assertThat(server.get("/me/history", Map.of("ui_locales", "en"), again).body())
        .contains("The account was opened", "The password was changed", "iPhone · Safari");
  }

  /** Whoever comes upon an open browser makes changes in the owner's own session. */
  @Test
  @Clause("N8")
  void whatWasChangedInThisVeryBrowserIsToldAndCanBeDenied() {
    var signIn = session.session().signIn();
    var here = new RequestOrigin("198.51.100.77", PHONE).in(session.session().id(), signIn);
    server
        .bean(PasswordCredentials.class)
        .set(person, "床前明月光疑是地上霜", Optional.of(signIn), () -> true, here);
    happened(AuditEventType.SIGN_IN_COMPLETED, person, session);

    String page = history();

    assertThat(entry(page, "设置了密码")).contains("本设备", "id=\"not-me-", "href=\"/me/freeze\"");
    assertThat(entry(page, "登录成功")).contains("本设备").doesNotContain("not-me-");
  }

  private static String entry(String page, String sentence) {
    return Pattern.compile("(?=<li class=\"box entry\")")
        .splitAsStream(page)
        .filter(each -> each.contains(sentence))
        .collect(Collectors.joining());
  }

  private static Shown shown(Own... factors) {
    return new Shown(Set.of(factors), Optional.empty(), false);
  }

  /** Whoever has the number now is somebody else. */
  @Test
  @Clause("T1")
  void theBrowserOfWhoeverHasTheNumberNowIsNotShown() {
    server
        .bean(Audit.class)
        .record(
            AuditEvent.of(
                    AuditEventType.CREDENTIAL_REMOVED, new RequestOrigin("198.51.100.77", PHONE))
                .person(person)
                .detail("kind", "phone")
                .detail("reason", "disowned"));

    assertThat(history()).contains("手机号已解除绑定").doesNotContain("iPhone", "198.51.100");
  }

  @Test
  void aPageHasTwentyAndLeadsToTheNext() {
    for (int i = 0; i < 25; i++) {
      happened(AuditEventType.SIGN_IN_REFUSED, person, session);
    }

    var first = history();
    var older = Pattern.compile("href=\"/me/history\\?before=([0-9a-f-]+)\"").matcher(first);
    assertThat(older.find()).isTrue();
    String second = server.get("/me/history", Map.of("before", older.group(1)), cookie).body();

    assertThat(count(first, "class=\"box entry\"")).isEqualTo(20);
    assertThat(count(second, "class=\"box entry\"")).as("and registering").isEqualTo(7);
    assertThat(second).contains("id=\"newest\"").doesNotContain("id=\"older\"");
  }

  @Test
  void anIndexLeadsToTheNewestOfAPerson() {
    List<String> plan =
        server
            .bean(TransactionTemplate.class)
            .execute(_ -> {
              JdbcClient jdbc = server.bean(JdbcClient.class);
              jdbc.sql("set local enable_seqscan = off").update();
              return jdbc.sql(
                      """
                      explain select id from audit_event
                       where person = ? and id >= '00000000-0000-0000-0000-000000000000'
                         and id < 'ffffffff-ffff-ffff-ffff-ffffffffffff'
                         and type = any ('{signin.completed,signin.refused}')
                       order by id desc limit 21
                      """)
                  .param(person.value())
                  .query(String.class)
                  .list();
            });
    assertThat(String.join("\n", plan)).contains("person_id_idx").doesNotContain("Seq Scan");
  }

  @Test
  @Clause("N8")
  void notMeEndsThatSessionAndOffersFreezing() {
    Sessions.Started other = server.signIn(person);
    happened(AuditEventType.SIGN_IN_COMPLETED, person, other);
    var page = server.get("/me/history", Map.of(), cookie);
    Map<String, String> form =
        Map.of("step", step(page, "/me/not-me"), "session", other.session().id().toString());

    var answer = server.post("/me/not-me", form, cookie, mark(page));

    assertThat(location(answer)).startsWith("/me/freeze");
    assertThat(server.get(location(answer), Map.of(), cookie, mark(page)).body())
        .contains("已结束那个登录。", "冻结账号");
    assertThat(server.get("/me/freeze", Map.of("ended", "AAAA"), cookie).body())
        .doesNotContain("已结束那个登录。");
    assertThat(server.bean(Sessions.class).find(other.session().id())).isEmpty();
    assertThat(server.bean(Sessions.class).find(session.session().id())).isPresent();
    assertThat(events("session.ended")).isEqualTo(1);
  }

  @Test
  @Clause({"W5", "W6"})
  void ofAnothersSessionOrByAnothersFormNothingEnds() {
    Sessions.Started other = server.signIn(person);
    happened(AuditEventType.SIGN_IN_COMPLETED, person, other);
    Sessions.Started theirs = server.signIn(server.person());
    var page = server.get("/me/history", Map.of(), cookie);
    String step = step(page, "/me/not-me");

    for (Sessions.Started each : List.of(theirs, session)) {
      Map<String, String> form = Map.of("step", step, "session", each.session().id().toString());
      assertThat(server.post("/me/not-me", form, cookie, mark(page)).statusCode()).isEqualTo(403);
    }

    for (Sessions.Started each : List.of(theirs, session, other)) {
      assertThat(server.bean(Sessions.class).find(each.session().id())).isPresent();
    }
  }

  @Test
  @Clause("C8")
  void freezingEndsEverySession() {
    Sessions.Started other = server.signIn(person);
    var page = server.get("/me/freeze", Map.of(), cookie);
    assertThat(page.body()).doesNotContain("id=\"not-fresh\"");

    var answer =
        server.post("/me/freeze", Map.of("step", step(page, "/me/freeze")), cookie, mark(page));

    assertThat(location(answer)).isEqualTo("/me/frozen");
    assertThat(server.get("/me/frozen", Map.of()).body()).contains("账号已冻结");
    assertThat(server.bean(Sessions.class).find(session.session().id())).isEmpty();
    assertThat(server.bean(Sessions.class).find(other.session().id())).isEmpty();
    assertThat(server.bean(Profiles.class).isActive(person)).isFalse();
    assertThat(location(server.get("/me", Map.of(), cookie))).startsWith("/sign-in/");
    assertThat(events("person.frozen")).isEqualTo(1);
  }

  @Test
  @Clause("N8")
  void freezingAndThawingStandInTheHistory() {
    Freezes freezes = server.bean(Freezes.class);
    freezes.freeze(person, RequestOrigin.SERVER);
    freezes.thaw(
        person,
        Freezes.Recent.KEEP,
        Window.decided(new Standings.Reason("at-counter"), new Standings.Reason("case-9")),
        RequestOrigin.SERVER);
    String again = sessionCookie(server.signIn(person).cookieValue());

    String page = server.get("/me/history", Map.of(), again).body();

    assertThat(page).contains("账号已冻结", "账号已由服务窗口恢复使用");
    assertThat(location(server.get("/me/thawed", Map.of(), again)))
        .as("the counter did")
        .isEqualTo("/me");
  }

  @Test
  @Clause("C8")
  void thawingBeginsWithoutASession() {
    assertThat(server.get("/me/frozen", Map.of()).body()).contains("href=\"/me/thaw\"");
    assertThat(location(server.get("/me/thaw", Map.of()))).startsWith("/sign-in/");
    assertThat(location(server.get("/me/thaw", Map.of(), cookie))).isEqualTo("/me");
    assertThat(location(server.get("/me/frozen", Map.of(), cookie)))
        .as("whose account is not frozen is not told that it is")
        .isEqualTo("/me");
    assertThat(location(server.get("/me/thawed", Map.of()))).isEqualTo("/me/frozen");
  }

  @Test
  @Clause("N8")
  void whoDidNotJustSignInSignsInFirst() {
    signedInLongAgo();
    var page = server.get("/me/freeze", Map.of(), cookie);
    assertThat(page.body()).contains("id=\"not-fresh\"");

    var answer =
        server.post("/me/freeze", Map.of("step", step(page, "/me/freeze")), cookie, mark(page));

    assertThat(location(answer)).startsWith("/sign-in/");
    assertThat(server.bean(Freezes.class).isFrozen(person)).isFalse();
  }

  @Test
  @Clause("A13")
  void whomAFactChoseSeesNoHistoryAndFreezesNothing() {
    String chosen = sessionCookie(server.signIn(person, Authentication.BY_FACT).cookieValue());

    assertThat(server.get("/me/history", Map.of(), chosen).statusCode()).isEqualTo(404);
    var page = server.get("/me/freeze", Map.of(), chosen);
    server.post("/me/freeze", Map.of("step", step(page, "/me/freeze")), chosen, mark(page));
    assertThat(server.bean(Freezes.class).isFrozen(person)).isFalse();
  }

  /** After a take-over is undone this is read by whom it was taken from. */
  @Test
  @Clause("T1")
  void theBrowserOfWhoeverTookTheAccountOverIsNotShownAsThatOfAStop() {
    for (String by : List.of("take-over", "take-over-undone", "another-phone", "withdrawn")) {
      server
          .bean(Audit.class)
          .record(
              AuditEvent.of(
                      AuditEventType.PHONE_CHANGE_CANCELLED,
                      new RequestOrigin("198.51.100.77", PHONE))
                  .person(person)
                  .detail("by", by));
    }
    assertThat(history()).contains("更换手机号已取消").doesNotContain("iPhone", "198.51.100");

    server
        .bean(Audit.class)
        .record(
            AuditEvent.of(
                    AuditEventType.PHONE_CHANGE_CANCELLED,
                    new RequestOrigin("198.51.100.77", PHONE))
                .person(person)
                .detail("by", "PASSWORD PHONE"));
    assertThat(history()).as("by whoever acts as the person").contains("198.51.100.*");
  }
}
