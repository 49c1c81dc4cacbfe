package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A signed-in person whose application wishes for more ({@code acr_values}), over HTTP. */
@Clause({"OpenID Connect Core 1.0 3.1.2.1", "R10"})
class WishInSessionTest {

  private final RunningServer server = RunningServer.shared();
  private final PersonId person = server.person();
  private final String cookie = sessionCookie(server.signIn(person, "sms").cookieValue());

  private HttpResponse<String> wishes() {
    Map<String, String> request = RunningServer.authorization("fund", HeldTokens.FUND);
    return server.get(
        Endpoints.AUTHORIZE,
        RunningServer.with(request, "acr_values", "urn:tongxing:acr:p2:a2"),
        cookie);
  }

  private static String hidden(String name, String page) {
    var matcher = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group(1);
  }

  private void withPassword() {
    server
        .bean(JdbcClient.class)
        .sql(
            "insert into password_credential (person, encoded, set_at)"
                + " values (:person, 'x', now() - interval '9 days')")
        .param("person", person.value())
        .update();
  }

  /** The first page, and the cookie of its browser. */
  private record Shown(String body, String browser) {}

  private Shown shown(HttpResponse<String> first) {
    String browser = cookies(first)[0];
    return new Shown(followed(first, browser), browser);
  }

  private String followed(HttpResponse<String> answer, String browser) {
    return answer.statusCode() == 200
        ? answer.body()
        : server.get(location(answer), Map.of(), cookie, browser).body();
  }

  private HttpResponse<String> goOn(Shown page) {
    return server.post(
        path(page.body()),
        Map.of("action", "go-on", "step", hidden("step", page.body())),
        cookie,
        page.browser());
  }

  @Test
  void whatIsMissingIsSaidAndWhoGoesOnWithoutIsAnsweredWithTheLevelThatThereIs() {
    withPassword();
    Shown page = shown(wishes());
    assertThat(page.body())
        .contains("还差一步", "id=\"go-on\"", "method:password")
        .doesNotContain("自动开通");

    var gone = goOn(page);
    var back = server.get(location(gone), Map.of(), cookie, page.browser());

    assertThat(location(back)).startsWith(HeldTokens.FUND).contains("code=");
  }

  @Test
  void whoseSessionHasEndedMeanwhileIsToldSoAndMayStillSignIn() {
    withPassword();
    Shown page = shown(wishes());
    server.bean(Sessions.class).endAll(person, Sessions.EndReason.LOGOUT, RequestOrigin.SERVER);

    String body = followed(goOn(page), page.browser());

    assertThat(body)
        .contains("您之前的登录已经结束", "method:password")
        .doesNotContain("id=\"go-on\"", "还差一步");
  }

  private static String path(String page) {
    var matcher = Pattern.compile("action=\"(/sign-in/[^\"]*)\"").matcher(page);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
