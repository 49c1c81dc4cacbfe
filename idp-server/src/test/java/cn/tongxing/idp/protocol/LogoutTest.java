package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@Clause({"N4", "RP-Initiated Logout 1.0"})
class LogoutTest {

  private static final String FUND = "https://fund.example/cb";
  private static final String BYE = "https://fund.example/bye";

  private final RunningServer server = RunningServer.shared();
  private final Sessions.Started session = server.signIn(server.person());
  private final String cookie = sessionCookie(session.cookieValue());

  private Map<String, Object> tokens(Sessions.Started of) {
    String code = server.code("fund", FUND, of.cookieValue());
    return json(server.call(Endpoints.TOKEN, "fund", codeGrant(code, FUND)));
  }

  private String hint() {
    return tokens(session).get("id_token").toString();
  }

  private HttpResponse<String> logout(Map<String, String> parameters) {
    return server.get(Endpoints.LOGOUT, parameters, cookie);
  }

  private boolean isSignedIn() {
    return server.bean(Sessions.class).find(session.cookieValue()).isPresent();
  }

  @Test
  void anIdTokenOfThisSessionEndsItAndLeadsBackWithTheState() {
    var answer =
        logout(Map.of("id_token_hint", hint(), "post_logout_redirect_uri", BYE, "state", "a b"));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(location(answer)).isEqualTo(BYE + "?state=a+b");
    assertThat(answer.headers().allValues("Set-Cookie"))
        .anySatisfy(
            set -> assertThat(set).startsWith(Sessions.COOKIE + "=;").contains("Max-Age=0"));
    assertThat(isSignedIn()).isFalse();
    assertThat(server.events("session.ended")).isPositive();
  }

  @Test
  void theSameByPost() {
    var answer =
        server.post(
            Endpoints.LOGOUT,
            Map.of("id_token_hint", hint(), "post_logout_redirect_uri", BYE),
            cookie);
    assertThat(location(answer)).isEqualTo(BYE);
    assertThat(isSignedIn()).isFalse();
  }

  @Test
  void aFormOfAnotherSiteComesWithoutTheCookieAndStillEndsTheSession() {
    var answer =
        server.post(
            Endpoints.LOGOUT,
            Map.of("id_token_hint", hint(), "post_logout_redirect_uri", BYE, "state", "a b"));
    // a post stays a post: the ID token comes into no address
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("action=\"/oauth2/logout\"", "data-send=\"now\"");
    assertThat(isSignedIn()).isTrue();

    assertThat(location(server.post(Endpoints.LOGOUT, fields(answer), cookie)))
        .isEqualTo(BYE + "?state=a+b");
    assertThat(isSignedIn()).isFalse();
    // without cookies there is no third post
    assertThat(server.post(Endpoints.LOGOUT, fields(answer)).statusCode()).isEqualTo(303);
  }

  @Test
  void aPostOfAnotherSiteTakesNoCookieAway() {
    for (var answer :
        List.of(
            server.post(Endpoints.LOGOUT, Map.of("again", "1")),
            server.post(Endpoints.LOGOUT, Map.of("again", "1", "client_id", "fund")),
            server.post(Endpoints.LOGOUT + "/confirm", Map.of()),
            server.post(Endpoints.LOGOUT + "/confirm", Map.of("action", "logout")))) {
      assertThat(answer.headers().allValues("Set-Cookie"))
          .noneMatch(set -> set.startsWith(Sessions.COOKIE + "="));
      assertThat(location(answer)).endsWith("/");
    }
    assertThat(isSignedIn()).isTrue();
  }

  private static Map<String, String> fields(HttpResponse<String> page) {
    return Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\"")
        .matcher(page.body())
        .results()
        .collect(Collectors.toMap(field -> field.group(1), field -> field.group(2)));
  }

  @Test
  @Clause("T12")
  void twoDepartmentsCannotTellFromTheSessionThatTheyServeTheSamePerson() {
    String uri = "http://127.0.0.1:7777/cb";
    String code = server.code("native", uri, session.cookieValue());
    var other =
        json(
            server.post(
                Endpoints.TOKEN, RunningServer.with(codeGrant(code, uri), "client_id", "native")));
    var here = RunningServer.parts(hint()).get(1);
    var there = RunningServer.parts(other.get("id_token")).get(1);

    assertThat(here.get("sid").toString()).hasSize(43).isNotEqualTo(there.get("sid"));
    for (var claim : here.entrySet()) {
      if (!Set.of("iss", "iat", "exp", "auth_time", "acr", "amr", "nonce")
          .contains(claim.getKey())) {
        assertThat(there.get(claim.getKey())).as(claim.getKey()).isNotEqualTo(claim.getValue());
      }
    }
    assertThat(RunningServer.parts(hint()).get(1)).containsEntry("sid", here.get("sid"));
    assertThat(String.valueOf(here)).doesNotContain(session.session().id().toString());
  }

  @Test
  void withoutAHintThePersonIsAskedAndNothingLeadsAway() {
    var page = logout(Map.of("client_id", "fund", "post_logout_redirect_uri", BYE, "state", "s"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(isSignedIn()).isTrue();

    assertThat(confirm(page, "AAAA", "logout").statusCode()).isEqualTo(400);
    assertThat(isSignedIn()).isTrue();
    assertThat(confirm(page, step(page), "stay").statusCode()).isEqualTo(303);
    assertThat(isSignedIn()).isTrue();
    assertThat(confirm(page, step(page), "logout").statusCode()).isEqualTo(200);
    assertThat(isSignedIn()).isFalse();
  }

  @Test
  void aHintThatIsNoIdTokenOfThisSessionOnlyAsks() {
    String hint = hint();
    var other = server.signIn(server.person());
    for (String wrong :
        new String[] {
          tokens(other).get("id_token").toString(),
          tokens(session).get("access_token").toString(),
          hint.substring(0, hint.length() - 4) + "AAAA",
          "x"
        }) {
      assertThat(logout(Map.of("id_token_hint", wrong)).statusCode()).isEqualTo(200);
      assertThat(isSignedIn()).isTrue();
    }
  }

  @Test
  void anAddressThatIsNotRegisteredIsAnErrorAndEndsNothing() {
    String hint = hint();
    for (String uri :
        new String[] {
          BYE + "/", BYE + "?x=1", "https://evil.example/", "https://hospital.example/bye"
        }) {
      var answer = logout(Map.of("id_token_hint", hint, "post_logout_redirect_uri", uri));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.headers().firstValue("Location")).isEmpty();
      assertThat(answer.body())
          .as("the way out")
          .contains("id=\"sign-out\" href=\"/oauth2/logout\"");
    }
    assertThat(logout(Map.of("post_logout_redirect_uri", BYE)).statusCode()).isEqualTo(400);
    assertThat(logout(Map.of("id_token_hint", hint, "client_id", "hospital")).statusCode())
        .isEqualTo(400);
    assertThat(isSignedIn()).isTrue();
  }

  @Test
  void whoIsNotSignedInIsNotToldThatTheyStillAre() {
    var answer = server.get(Endpoints.LOGOUT, Map.of("post_logout_redirect_uri", BYE));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("您在本浏览器没有登录").doesNotContain("id=\"sign-out\"", "还没有退出登录");
    assertThat(server.post(Endpoints.LOGOUT, Map.of("post_logout_redirect_uri", BYE, "again", "1")))
        .as("a form of another site comes without the cookie")
        .satisfies(posted -> assertThat(posted.body()).contains("还没有退出登录"));
  }

  @Test
  void theLastPageLeadsBackToWhereTheApplicationIsAtHome() {
    assertThat(logout(Map.of("id_token_hint", hint())).body())
        .contains("href=\"https://fund.example/start?from=id\"", "回到公积金", "由公积金中心提供");
    assertThat(server.get(Endpoints.LOGOUT, Map.of("client_id", "hospital")).body())
        .as("no home page is registered")
        .doesNotContain("id=\"back\"");
  }

  @Test
  void whoIsNotSignedInSeesThatTheyAreSignedOut() {
    assertThat(server.get(Endpoints.LOGOUT, Map.of()).statusCode()).isEqualTo(200);
    assertThat(server.get(Endpoints.LOGOUT, Map.of("state", "s")).statusCode()).isEqualTo(200);
  }

  /** A link of the switch is a GET of the page's own address. */
  @Test
  void thePageAfterTheButtonIsThereInAnotherLanguageToo() {
    String page = Endpoints.LOGOUT + "/confirm?lang=en";
    assertThat(server.get(page, Map.of()).body()).contains("You are signed out");
    assertThat(location(server.get(page, Map.of(), cookie))).as("signed in").isEqualTo("/");
    assertThat(isSignedIn()).isTrue();
  }

  private HttpResponse<String> confirm(HttpResponse<String> page, String step, String action) {
    return server.post(
        Endpoints.LOGOUT + "/confirm",
        Map.of("step", step, "action", action),
        cookie,
        cookies(page)[0]);
  }

  private static String step(HttpResponse<String> page) {
    var matcher = Pattern.compile("name=\"step\" value=\"([^\"]+)\"").matcher(page.body());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
