package cn.tongxing.idp.me;

import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Settled;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page of the phone, by its answers. */
class MyPhoneTest {

  private static final String PATH = "/me/phone";

  private final RunningServer server = RunningServer.shared();
  private final PersonId person = server.person();
  private final Sessions.Started session = server.signIn(person);
  private final String cookie = sessionCookie(session.cookieValue());

  private void age(Sessions.Started aged) {
    server
        .bean(JdbcClient.class)
        .sql(
            "update sso_session set shown_at = array(select each - interval '6 minutes'"
                + " from unnest(shown_at) each)"
                + " where id = :id")
        .param("id", aged.session().id().value())
        .update();
  }

  private static String hidden(String name, HttpResponse<String> page) {
    var matcher = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page.body());
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group(1);
  }

  @Test
  @Clause({"A13", "N8"})
  void whatWasShownCountsForMinutesAndInItsOwnSessionOnly() {
    var shown = server.get(PATH, Map.of(), cookie);
    assertThat(shown.body()).contains("id=\"shown\"", "48 小时").doesNotContain("id=\"not-fresh\"");
    age(session);
    server.signIn(person);

    assertThat(server.get(PATH, Map.of(), cookie).body()).contains("id=\"not-fresh\"");
    assertThat(location(begin(shown)))
        .as("what was fresh when the page was shown")
        .contains("/sign-in/")
        .doesNotContain("phone-form");
  }

  private HttpResponse<String> begin(HttpResponse<String> page) {
    return server.post(
        PATH, Map.of("action", "next", "step", hidden("step", page)), cookie, cookies(page)[0]);
  }

  @Test
  void whoIsNotSignedInSignsInAndWhoAskedWithoutTheFormGetsNothing() {
    assertThat(location(server.get(PATH, Map.of()))).startsWith("/sign-in/");
    assertThat(server.post(PATH, Map.of("action", "next"), cookie).statusCode()).isEqualTo(403);
    assertThat(server.post(PATH + "/cancel", Map.of(), cookie).statusCode()).isEqualTo(403);
    assertThat(location(server.get(PATH + "/cancel", Map.of(), cookie)))
        .as("nothing waits")
        .isEqualTo(PATH);
    var shown = server.get(PATH, Map.of(), cookie);
    var begun =
        server.post(
            PATH,
            Map.of("action", "next", "step", hidden("step", shown)),
            cookie,
            cookies(shown)[0]);
    assertThat(location(begun)).startsWith("/sign-in/").endsWith("/phone-form");
  }

  @Test
  @Clause("A13")
  void whomAFactChoseSeesAndChangesNothing() {
    Sessions.Started capped = server.signIn(person, Authentication.BY_FACT);
    waits();
    var page = server.get(PATH, Map.of(), sessionCookie(capped.cookieValue()));
    assertThat(page.body())
        .contains("id=\"capped\"")
        .doesNotContain("id=\"stop\"", "id=\"continue\"", "******");
  }

  private void waits() {
    waits(Own.PHONE);
  }

  private void waits(Own by) {
    server
        .bean(PhoneChanges.class)
        .ask(
            person,
            ProofFixtures.phone(ProofFixtures.phone()),
            new Shown(Set.of(by), Optional.empty(), false),
            RequestOrigin.SERVER);
  }

  @Test
  @Clause("A13")
  void whatWaitsIsSeenStoppedAndKeepsAllElseAsItIs() {
    waits(Own.PASSWORD);
    assertThat(server.get("/me", Map.of(), cookie).body()).contains("id=\"phone-waits\"");
    assertThat(server.get("/me/credentials", Map.of(), cookie).body())
        .contains("id=\"waits\"")
        .doesNotContain("id=\"new_password\"");
    var page = server.get(PATH, Map.of(), cookie);
    assertThat(page.body()).contains("id=\"stop\"").doesNotContain("id=\"continue\"");

    page = server.get(PATH + "/cancel", Map.of(), cookie);
    assertThat(page.body()).contains("要取消更换手机号吗", "id=\"keep\"");
    assertThat(server.bean(PhoneChanges.class).waiting(person)).as("only asked").isPresent();

    var stopped =
        server.post(
            PATH + "/cancel", Map.of("step", hidden("step", page)), cookie, cookies(page)[0]);

    assertThat(server.get(location(stopped), Map.of(), cookie, cookies(page)[0]).body())
        .contains("已取消更换");
    assertThat(
            server
                .bean(JdbcClient.class)
                .sql(
                    "select session || ' ' || sign_in from audit_event where person = ?"
                        + " and type = 'phone.change.cancelled'")
                .param(person.value())
                .query(String.class)
                .list())
        .containsExactly(session.session().id() + " " + session.session().signIn());
    assertThat(server.bean(PhoneChanges.class).waiting(person)).isEmpty();
    assertThat(server.get(PATH, Map.of(), cookie).body())
        .as("only the counter changes it now, and no button says otherwise")
        .contains("以前取消过一次更换", "服务窗口")
        .doesNotContain("id=\"continue\"", "id=\"more\"", "可以马上更换");
  }

  private void hasPassword(Duration ago) {
    server
        .bean(JdbcClient.class)
        .sql(
            "insert into password_credential (person, encoded, set_at)"
                + " values (:person, 'x', now() - cast(:ago as interval))"
                + " on conflict (person) do update set set_at = excluded.set_at")
        .param("person", person.value())
        .param("ago", ago.toHours() + " hours")
        .update();
  }

  /** Who shows a code alone. */
  private String byCode() {
    var page =
        server.get(PATH, Map.of(), sessionCookie(server.signIn(person, "sms").cookieValue()));
    return page.body();
  }

  @Test
  @Clause("A13")
  void anotherWayIsOfferedOnlyWhereOneCountsNowAndElseTheReasonIsTold() {
    Settled.ways(server.bean(JdbcClient.class), person);
    server
        .bean(JdbcClient.class)
        .sql("update person set created_at = created_at - interval '9 days' where id = :person")
        .param("person", person.value())
        .update();
    assertThat(byCode())
        .as("no other way at all")
        .contains("48 小时", "id=\"alone\"", "id=\"continue\"")
        .doesNotContain("id=\"more\"", "可以马上更换");

    hasPassword(Duration.ofHours(1));
    assertThat(byCode())
        .as("one that is too new, and until when")
        .contains("id=\"from\"", "才都满 72 小时", "id=\"young\"")
        .doesNotContain("id=\"more\"", "id=\"alone\"");

    hasPassword(Duration.ofHours(80));
    assertThat(byCode())
        .contains("再用密码", "确认一次，可以马上更换", "id=\"more\"")
        .doesNotContain("id=\"alone\"", "id=\"from\"");
  }

  @Test
  @Clause("A13")
  void whoWithdrewTheirOwnChangeIsToldThatAnotherWayChangesItAtOnce() {
    hasPassword(Duration.ofHours(80));
    waits();
    var page = server.get(PATH + "/cancel", Map.of(), cookie);
    server.post(PATH + "/cancel", Map.of("step", hidden("step", page)), cookie, cookies(page)[0]);

    assertThat(server.get(PATH, Map.of(), cookie).body())
        .contains("id=\"more\"", "可以马上更换")
        .doesNotContain("id=\"continue\"", "以前取消过一次更换");
  }

  /** Before and after: why one way changes it no more, and what would. */
  @Test
  @Clause("A13")
  void whatWithdrawingOnesOwnChangeLeadsToIsToldBeforeAndAfter() {
    waits();
    assertThat(server.get(PATH, Map.of(), cookie).body())
        .contains("取消自己提出的以后", "两种不同的方式")
        .doesNotContain("不受影响");
    var page = server.get(PATH + "/cancel", Map.of(), cookie);
    server.post(PATH + "/cancel", Map.of("step", hidden("step", page)), cookie, cookies(page)[0]);

    assertThat(server.get(PATH, Map.of(), cookie).body())
        .contains("提出后又取消了", "请用两种不同的方式确认", "到服务窗口办理")
        .doesNotContain("id=\"continue\"", "需要更可靠的确认", "id=\"alone\"");
  }

  @Test
  @Clause("A13")
  void aNumberThatIsNotFreshIsEndedByWhoeverItIsSaidToBe() {
    assertThat(server.get(PATH, Map.of(), cookie).body()).doesNotContain("id=\"disown-0\"");
    server
        .bean(JdbcClient.class)
        .sql(
            "update phone_credential set own_use_at = own_use_at - interval '99 days'"
                + " where person = :who")
        .param("who", person.value())
        .update();
    Sessions.Started strangers = server.signIn(person, Authentication.BY_FACT);
    var page = server.get(PATH, Map.of(), cookie);
    assertThat(page.body()).contains("id=\"disown-0\"", "这个号码不是我的");

    var ended =
        server.post(
            PATH + "/0/disown", Map.of("step", hidden("step", page)), cookie, cookies(page)[0]);

    assertThat(server.get(location(ended), Map.of(), cookie, cookies(page)[0]).body())
        .contains("已解除这个手机号");
    assertThat(server.bean(Profiles.class).find(person).orElseThrow().phone()).isEmpty();
    assertThat(server.bean(Sessions.class).find(strangers.cookieValue()))
        .as("whoever has the number now was signed in by it")
        .isEmpty();
  }
}
