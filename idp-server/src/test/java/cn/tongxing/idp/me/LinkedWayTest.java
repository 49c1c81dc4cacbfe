package cn.tongxing.idp.me;

import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.idp.identity.LinkedWays;
import cn.tongxing.idp.identity.store.FrozenRows;
import cn.tongxing.idp.identity.store.PersonKeyRows;
import cn.tongxing.idp.identity.store.UpstreamLinkRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A network identity that is linked to an account, on its owner's page. */
@Clause({"N8", "L3"})
class LinkedWayTest {

  private final RunningServer server = RunningServer.shared();
  private final PersonId person = server.person();
  private final Sessions.Started session = server.signIn(person);
  private final String cookie = sessionCookie(session.cookieValue());
  private final UUID link = linked(person);

  private UUID linked(PersonId owner) {
    UUID id = UUID.randomUUID();
    server
        .bean(UpstreamLinkRows.class)
        .insert(
            id,
            server.bean(PersonKeyRows.class).of(owner),
            "police",
            new ExternalSubject("network-identity", "pid-" + id),
            true,
            new UpstreamLinkRows.Made("police-network-identity", Optional.empty(), Instant.now()));
    return id;
  }

  @Test
  @Clause({"F9", "F28"})
  void whoIsAskedHowTheyMaySignInHoldsNoConnection() {
    for (int i = 0; i < 40; i++) { // more than there are
      assertThat(server.bean(LinkedWays.class).adapters(person)).containsExactly("police");
      assertThat(server.bean(FrozenRows.class).linkedBy(person)).isEmpty();
    }
    assertThat(server.get("/me", Map.of(), cookie).statusCode()).isEqualTo(200);
  }

  private String path(UUID id) {
    return "/me/links/" + id + "/end";
  }

  @Test
  void itIsListedAndEndedByItsOwnerWhoIsTold() {
    String page = server.get("/me", Map.of(), cookie).body();
    assertThat(page).contains("关联的账号：", "href=\"" + path(link) + "\"");
    var ask = server.get(path(link), Map.of(), cookie);
    assertThat(ask.body()).contains("的关联吗？", "不能再用它登录");

    var done = end(ask, cookie);

    String after = server.get(location(done), Map.of(), cookie, cookies(ask)[0]).body();
    assertThat(after).contains("已解除关联。").doesNotContain("关联的账号：");
    assertThat(links(person)).isZero();
    assertThat(
            count(
                "audit_event",
                "type = 'credential.removed' and details::jsonb ->> 'kind' = 'link'"
                    + " and details::jsonb ->> 'way' = 'police-network-identity'"
                    + " and session is not null and sign_in is not null and person"))
        .isEqualTo(1);
    assertThat(end(ask, cookie).statusCode()).as("again").isEqualTo(303);
  }

  private static String form(HttpResponse<String> page, String action) {
    var matcher =
        Pattern.compile(
                "action=\"(" + action + ")\".{0,200}?name=\"step\" value=\"([^\"]*)\"",
                Pattern.DOTALL)
            .matcher(page.body());
    assertThat(matcher.find()).as(action).isTrue();
    return matcher.group(1) + " " + matcher.group(2);
  }

  private HttpResponse<String> again(HttpResponse<String> page, String by) {
    String[] form = form(page, "/me/links/[0-9a-f-]{36}/again").split(" ");
    return server.post(form[0], Map.of("step", form[1]), by, cookies(page)[0]);
  }

  private long remembered() {
    return count("ended_link", "adapter = 'police' and person");
  }

  @Test
  void whatWasEndedIsShownAndLinkedAgainByAPress() {
    end(server.get(path(link), Map.of(), cookie), cookie);
    assertThat(remembered()).isEqualTo(1);
    var page = server.get("/me/credentials", Map.of(), cookie);
    assertThat(page.body()).contains("解除了关联：", "不会自动再关联", "重新关联");

    var answer = again(page, cookie);

    assertThat(location(answer)).as("to show it").startsWith("/sign-in/");
    assertThat(remembered()).isZero();
    assertThat(links(person)).as("nothing is linked yet").isZero();
    assertThat(count("audit_event", "type = 'link.allowed' and session is not null and person"))
        .isEqualTo(1);
    assertThat(location(again(page, cookie))).as("again").isEqualTo("/me/credentials");
    assertThat(server.get("/me/credentials", Map.of(), cookie).body()).doesNotContain("重新关联");
  }

  @Test
  void aCodeAloneAllowsNothingAgainAndNobodyElseDoes() {
    end(server.get(path(link), Map.of(), cookie), cookie);
    var page = server.get("/me/credentials", Map.of(), cookie);
    String code = sessionCookie(server.signIn(person, "sms").cookieValue());
    String others = sessionCookie(server.signIn(server.person()).cookieValue());

    assertThat(location(again(server.get("/me/credentials", Map.of(), code), code)))
        .startsWith("/sign-in/");
    assertThat(again(page, others).statusCode()).isEqualTo(403);

    assertThat(remembered()).isEqualTo(1);
  }

  private HttpResponse<String> end(HttpResponse<String> ask, String by) {
    return server.post(path(link), Map.of("step", step(ask)), by, cookies(ask)[0]);
  }

  private static String step(HttpResponse<String> page) {
    var matcher = Pattern.compile("name=\"step\" value=\"([^\"]*)\"").matcher(page.body());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private long links(PersonId owner) {
    return server
        .bean(JdbcClient.class)
        .sql("select count(*) from upstream_link where person = ?")
        .param(owner.value())
        .query(Long.class)
        .single();
  }

  private long count(String table, String where) {
    return server
        .bean(JdbcClient.class)
        .sql("select count(*) from " + table + " where " + where + " = ?")
        .param(person.value())
        .query(Long.class)
        .single();
  }

  @Test
  void nobodyElsesAndNotAfterACodeAlone() {
    UUID theirs = linked(server.person());
    assertThat(server.get(path(theirs), Map.of(), cookie).statusCode()).isEqualTo(404);
    String code = sessionCookie(server.signIn(person, "sms").cookieValue());
    var ask = server.get(path(link), Map.of(), code);
    assertThat(ask.body()).contains("只凭短信验证码还不够");

    assertThat(location(end(ask, code))).startsWith("/sign-in/");

    assertThat(links(person)).isEqualTo(1);
    assertThat(server.post(path(link), Map.of(), cookie).statusCode()).isEqualTo(403);
  }

  /** A phone that is not fresh opens nothing, and is nothing that is left. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ended_at = now()",
        "own_use_at = own_use_at - interval '1000 days', held_at = null,"
            + " bound_at = bound_at - interval '1000 days'"
      })
  void theLastWayInStays(String phone) {
    server
        .bean(JdbcClient.class)
        .sql("update phone_credential set " + phone + " where person = ?")
        .param(person.value())
        .update();

    assertThat(server.get("/me", Map.of(), cookie).body()).contains("唯一的登录方式，不能解除");
    assertThat(server.get(path(link), Map.of(), cookie).statusCode()).isEqualTo(404);
    assertThat(links(person)).isEqualTo(1);
  }

  @Test
  void whoFreezesIsToldBeforeWhatThawsThisAccount() {
    assertThat(server.get("/me", Map.of(), cookie).body())
        .contains("冻结账号", "没有应用可以取得您的信息")
        .doesNotContain("这些应用可以取得下面的信息");
    assertThat(server.get("/me/freeze", Map.of(), cookie).body())
        .as("a phone, and a link of just now")
        .contains("还不够两种", "服务窗口")
        .doesNotContain("其中两种不同的方式");
    server
        .bean(JdbcClient.class)
        .sql(
            "insert into password_credential (person, encoded, set_at) values (?, 'x',"
                + " now() - interval '4 days')")
        .param(person.value())
        .update();

    assertThat(server.get("/me/freeze", Map.of(), cookie).body()).contains("其中两种不同的方式确认：短信验证码和密码");
  }
}
