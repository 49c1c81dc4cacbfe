package cn.tongxing.idp.me;

import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.FakeAuthenticator;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
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
    assertThat(common.body()).contains("这个密码太常见");
    var set = setPassword("床前明月光疑是地上霜", ask, cookie);

    assertThat(server.get(location(set), Map.of(), cookie, mark(ask)).body()).contains("已设置密码。");
    assertThat(server.bean(PasswordCredentials.class).exists(person)).isTrue();
    assertThat(events("credential.added", person)).isEqualTo(before + 1);
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
    assertThat(server.post("/me/credentials", form, cookie, mark(ask)).body()).contains("没有完成");
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

  private HttpResponse<String> setPassword(
      String password, HttpResponse<String> page, String session) {
    Map<String, String> form = new HashMap<>(set(step(page), page));
    form.put("new_password", password);
    return server.post("/me/credentials", form, session, mark(page));
  }

  private static Map<String, String> set(String step, HttpResponse<String> page) {
    return Map.of("action", "password", "step", step, "challenge", challenge(page));
  }

  private static String challenge(HttpResponse<String> page) {
    return found("name=\"challenge\" value=\"([^\"]+)\"", page.body());
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
