package cn.tongxing.idp.me;

import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.FakeAuthenticator;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Settled;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;

/** Setting a password or a passkey on the citizen's own page. */
class MyCredentialsTest {

  private final RunningServer server = RunningServer.shared();
  private final PersonId person = server.person();
  private final Sessions.Started session = server.signIn(person);
  private final String cookie = sessionCookie(session.cookieValue());

  @Test
  @Clause("N8")
  void aForgottenPasswordIsSetAnewRightAfterASignIn() {
    long before = events("credential.added", person);
    String path = "/me/credentials";
    assertThat(server.get("/me", Map.of(), cookie).body()).contains("href=\"" + path + "\"");
    var ask = server.get(path, Map.of(), cookie);
    assertThat(ask.body()).contains("id=\"new_password\"").doesNotContain("id=\"not-fresh\"");

    var common = setPassword("password", ask, cookie);
    var said = server.get(location(common), Map.of(), cookie, mark(ask));
    assertThat(said.body()).contains("这个密码太常见").contains("<title>错误：");
    assertThat(server.get(location(common) + "&lang=en", Map.of(), cookie, mark(ask)).body())
        .as("the same, in another language")
        .contains("This password is too common");
    assertThat(server.get("/me/credentials?wrong=password.common&proof=A", Map.of(), cookie).body())
        .as("by somebody else's link")
        .doesNotContain("这个密码太常见");
    var set = setPassword("床前明月光疑是地上霜", ask, cookie);

    assertThat(server.get(location(set), Map.of(), cookie, mark(ask)).body()).contains("已设置密码。");
    assertThat(server.bean(PasswordCredentials.class).exists(person)).isTrue();
    assertThat(events("credential.added", person)).isEqualTo(before + 1);
    assertThat(
            server
                .bean(JdbcClient.class)
                .sql(
                    "select session || ' ' || sign_in from audit_event where person = ?"
                        + " and type = 'credential.added' and details::jsonb ->> 'kind' = 'password'")
                .param(person.value())
                .query(String.class)
                .list())
        .as("in which session, and by which sign-in")
        .containsExactly(session.session().id() + " " + session.session().signIn());
  }

  /** To anybody else that would be a way to find it out: no tries are counted here. */
  @Test
  @Clause("A3")
  void thePasswordOfNowIsSaidToBeThatOnlyToWhoHasJustTypedIt() {
    String now = "床前明月光疑是地上霜";
    server.bean(PasswordCredentials.class).set(person, now, RequestOrigin.SERVER);
    var ask = server.get("/me/credentials", Map.of(), cookie);
    assertThat(location(setPassword(now, ask, cookie))).startsWith("/me?done=password-set");

    Settled.ways(server.bean(JdbcClient.class), person);
    var typed = server.signIn(person, "sms");
    String itsCookie = sessionCookie(typed.cookieValue());
    server
        .bean(JdbcClient.class)
        .sql(
            "update sso_session set sign_ins = sign_ins[1] || sign_ins,"
                + " methods = cast('password' as text) || methods,"
                + " factors = cast('PASSWORD' as text) || factors,"
                + " passkeys = array_prepend(cast(null as uuid), passkeys),"
                + " shown_at = shown_at[1] || shown_at where id = :id")
        .param("id", typed.session().id().value())
        .update();
    long before = events("credential.added", person);
    ask = server.get("/me/credentials", Map.of(), itsCookie);
    var answer = setPassword(now, ask, itsCookie);
    assertThat(server.get(location(answer), Map.of(), itsCookie, mark(ask)).body())
        .contains("这就是您现在的密码。");
    assertThat(events("credential.added", person)).isEqualTo(before);
    assertThat(location(setPassword("举头望明月低头思故乡", ask, itsCookie)))
        .startsWith("/me?done=password-set");
  }

  @Test
  @Clause({"N8", "W6"})
  void aPasswordIsNotSetLongAfterTheSignInNorByAFormOfOthers() {
    var ask = server.get("/me/credentials", Map.of(), cookie);
    assertThat(server.post("/me/credentials", set("", ask), cookie, mark(ask)).statusCode())
        .isEqualTo(403);
    assertThat(
            setPassword("床前明月光疑是地上霜", ask, sessionCookie(server.signIn(person).cookieValue()))
                .statusCode())
        .isEqualTo(403);
    server
        .bean(JdbcClient.class)
        .sql(
            "update sso_session set shown_at = array(select each - interval '6 minutes'"
                + " from unnest(shown_at) each) where id = :id")
        .param("id", session.session().id().value())
        .update();
    assertThat(location(setPassword("床前明月光疑是地上霜", ask, cookie))).startsWith("/sign-in/");
    var later = server.get("/me/credentials", Map.of(), cookie);
    assertThat(later.body()).contains("id=\"not-fresh\"").doesNotContain("id=\"new_password\"");
    assertThat(server.bean(PasswordCredentials.class).exists(person)).isFalse();
  }

  /** A minute after it: not "sign in again", but what is missing and what leads there. */
  @Test
  @Clause("N8")
  void afterACodeAloneItIsSaidWhatIsMissingAndWhatLeadsThere() {
    PersonId high = server.person();
    server.bean(PasswordCredentials.class).set(high, "床前明月光疑是地上霜", RequestOrigin.SERVER);
    Settled.ways(server.bean(JdbcClient.class), high);
    String code = sessionCookie(server.signIn(high, "sms").cookieValue());
    var page = server.get("/me/credentials", Map.of(), code);

    assertThat(page.body())
        .contains("您刚才用的是短信验证码", "只凭短信验证码还不够，请再用密码", "确认是您本人")
        .doesNotContain("id=\"new_password\"", "重新登录", "超过 5 分钟", "通行密钥或");
    var sent = server.post("/me/credentials", set(step(page), page), code, mark(page));
    String mark = cookies(sent).length == 0 ? mark(page) : cookies(sent)[0];
    var begun = server.get(location(sent), Map.of(), code, mark);
    String[] browser =
        Stream.of(new String[] {code, mark(page)}, cookies(sent), cookies(begun))
            .flatMap(Stream::of)
            .toArray(String[]::new);
    String asked = server.get(location(begun), Map.of(), browser).body();

    assertThat(asked)
        .contains("<h1>确认是您本人</h1>", "更改登录方式之前", "id=\"way-password\"")
        .doesNotContain("第一次使用", "开通", "id=\"way-sms\"", "id=\"way-passkey\"", "登录我的账号");
    assertThat(server.get("/me/credentials", Map.of("ui_locales", "en"), code).body())
        .contains("that alone is not enough");
  }

  @Test
  @Clause("N8")
  void aPasskeyIsAddedByTheAnswerToTheChallengeOfThePageAndOnce() throws Exception {
    var ask = server.get("/me/credentials", Map.of(), cookie);
    var other = server.get("/me/credentials", Map.of(), cookie, mark(ask));
    String answer =
        FakeAuthenticator.at(server.issuer(), "localhost").create(passkeyOptions(ask.body()));
    Map<String, String> form =
        new HashMap<>(Map.of("action", "passkey", "credential", answer, "step", step(other)));
    form.put("challenge", challenge(other));
    assertThat(said(server.post("/me/credentials", form, cookie, mark(ask)), ask)).contains("没有完成");
    form.put("challenge", challenge(ask));
    assertThat(server.post("/me/credentials", form, cookie, mark(ask)).statusCode()).isEqualTo(403);
    form.put("step", step(ask));
    var added = server.post("/me/credentials", form, cookie, mark(ask));
    server.post("/me/credentials", form, cookie, mark(ask));

    assertThat(server.get(location(added), Map.of(), cookie, mark(ask)).body())
        .contains("已设置通行密钥。", "通行密钥：电脑");
    assertThat(passkeys(person)).isEqualTo(1);
    assertThat(server.get("/me", Map.of("ui_locales", "en"), cookie).body())
        .contains("Computer")
        .doesNotContain("电脑");
  }

  @Test
  @Clause("A8")
  void aChallengeIsAnsweredByOneKey() throws Exception {
    var ask = server.get("/me/credentials", Map.of(), cookie);
    for (int key = 0; key < 2; key++) {
      Map<String, String> form = new HashMap<>(Map.of("action", "passkey", "step", step(ask)));
      form.put("challenge", challenge(ask));
      form.put(
          "credential",
          FakeAuthenticator.at(server.issuer(), "localhost").create(passkeyOptions(ask.body())));
      server.post("/me/credentials", form, cookie, mark(ask));
    }

    assertThat(passkeys(person)).isEqualTo(1);
  }

  @Test
  @Clause("A8")
  void norByTheSameOnceMoreWhenItWasRemoved() throws Exception {
    var ask = server.get("/me/credentials", Map.of(), cookie);
    Map<String, String> form = new HashMap<>(Map.of("action", "passkey", "step", step(ask)));
    form.put("challenge", challenge(ask));
    form.put(
        "credential",
        FakeAuthenticator.at(server.issuer(), "localhost").create(passkeyOptions(ask.body())));
    server.post("/me/credentials", form, cookie, mark(ask));
    UUID passkey =
        server
            .bean(JdbcClient.class)
            .sql("select id from passkey_credential where person = :who")
            .param("who", person.value())
            .query(UUID.class)
            .single();
    server
        .bean(PasskeyCredentials.class)
        .remove(person, passkey, Optional.of(session.session().signIn()), RequestOrigin.SERVER);
    assertThat(passkeys(person)).isZero();

    assertThat(said(server.post("/me/credentials", form, cookie, mark(ask)), ask)).contains("没有完成");

    assertThat(passkeys(person)).isZero();
  }

  private HttpResponse<String> setPassword(
      String password, HttpResponse<String> page, String session) {
    Map<String, String> form = new HashMap<>(set(step(page), page));
    form.put("new_password", password);
    return server.post("/me/credentials", form, session, mark(page));
  }

  private String said(HttpResponse<String> answer, HttpResponse<String> page) {
    return server.get(location(answer), Map.of(), cookie, mark(page)).body();
  }

  private static Map<String, String> set(String step, HttpResponse<String> page) {
    return Map.of("action", "password", "step", step, "challenge", challenge(page));
  }

  private static String challenge(HttpResponse<String> page) {
    return found("name=\"challenge\" value=\"([^\"]*)\"", page.body());
  }

  private static String passkeyOptions(String page) {
    return HtmlUtils.htmlUnescape(found("data-options=\"([^\"]+)\"", page));
  }

  private static String found(String pattern, String text) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  private long events(String type, PersonId who) {
    return count(
        "select count(*) from audit_event where type = '" + type + "' and person = :who", who);
  }

  private long passkeys(PersonId who) {
    return count("select count(*) from passkey_credential where person = :who", who);
  }

  private long count(String query, PersonId who) {
    return server
        .bean(JdbcClient.class)
        .sql(query)
        .param("who", who.value())
        .query(Long.class)
        .single();
  }

  private static String mark(HttpResponse<String> page) {
    return cookies(page)[0];
  }

  private static String step(HttpResponse<String> page) {
    return found("name=\"step\" value=\"([^\"]+)\"", page.body());
  }
}
