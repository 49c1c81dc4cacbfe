package cn.tongxing.idp.me;

import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.FakeAuthenticator;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;

/** What the owner of a passkey reads whose counter goes back: somebody may have a copy of it. */
class CopiedPasskeyTest {

  private final RunningServer server = RunningServer.shared();
  private final PersonId person = server.person();
  private final String cookie = sessionCookie(server.signIn(person).cookieValue());

  @Test
  @Clause("WebAuthn L3 7.2")
  void itIsNotTakenAndTheSignInPageAndTheirOwnPageSayWhy() throws Exception {
    var authenticator = FakeAuthenticator.at(server.issuer(), "localhost").counting(5);
    var ask = server.get("/me/credentials", Map.of(), cookie);
    var challenge = found("name=\"challenge\" value=\"([^\"]+)\"", ask);
    server.post(
        "/me/credentials",
        Map.of(
            "action",
            "passkey",
            "credential",
            authenticator.create(options(ask)),
            "challenge",
            challenge,
            "step",
            step(ask)),
        cookie,
        cookies(ask)[0]);

    var sent = server.get("/me", Map.of());
    String action = location(sent).replaceFirst("/choose-method$", "");
    String browser = String.join("; ", cookies(sent));
    var choice = server.get(location(sent), Map.of(), browser);
    var chosen =
        server.post(action, Map.of("step", step(choice), "action", "method:passkey"), browser);
    var page = server.get(location(chosen), Map.of(), browser);
    assertThat(page.body()).contains("id=\"passkey-box\"");
    String answer = authenticator.get(options(page)); // no higher than it was
    var tried =
        server.post(
            action, Map.of("step", step(page), "action", "passkey", "credential", answer), browser);

    assertThat(server.get(location(tried), Map.of(), browser).body())
        .contains("这把通行密钥可能被复制过，这次没有接受。");
    assertThat(server.get("/me", Map.of(), cookie).body()).contains("用它登录时计数倒退。");
    assertThat(
            server
                .bean(JdbcClient.class)
                .sql("select type from audit_event where person = ? order by id, xact")
                .param(person.value())
                .query(String.class)
                .list())
        .endsWith("credential.suspected", "signin.refused");
  }

  private static String options(HttpResponse<String> page) {
    return HtmlUtils.htmlUnescape(found("data-options=\"([^\"]+)\"", page));
  }

  private static String step(HttpResponse<String> page) {
    return found("name=\"step\" value=\"([^\"]+)\"", page);
  }

  private static String found(String pattern, HttpResponse<String> page) {
    var matcher = Pattern.compile(pattern).matcher(page.body());
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }
}
