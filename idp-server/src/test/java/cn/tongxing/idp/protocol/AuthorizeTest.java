package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.authorization;
import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.query;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizeTest {

  private static final String HOSPITAL = "https://hospital.example/callback";
  private static final String FUND = "https://fund.example/cb";
  private static final String OTHER_BROWSER = "__Host-tongxing-browser=" + "A".repeat(43);
  private static final Map<String, String> GOOD = authorization("fund", FUND);

  private final RunningServer server = RunningServer.shared();

  private HttpResponse<String> authorize(Map<String, String> parameters, String... cookies) {
    return server.get(Endpoints.AUTHORIZE, parameters, cookies);
  }

  private static void isErrorPage(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Location")).isEmpty();
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
  }

  private static void isErrorAtClient(HttpResponse<String> answer, String code) {
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(location(answer)).startsWith(FUND + "?");
    assertThat(query(answer)).containsEntry("error", code).containsEntry("state", "af0ifjsldkj");
    assertThat(query(answer)).containsKey("iss").doesNotContainKey("code");
  }

  @Test
  @Clause({"R1", "RFC 6749 4.1.2.1"})
  void anUnknownClientIsToldHereAndOnTheTrail() {
    long before = server.events("authorization.refused");
    isErrorPage(authorize(with(GOOD, "client_id", "nobody")));
    isErrorPage(authorize(with(GOOD, "client_id", "")));
    assertThat(server.events("authorization.refused")).isEqualTo(before + 2);
  }

  @ParameterizedTest
  @Clause({"R1", "R3", "R4"})
  @ValueSource(
      strings = {
        "https://fund.example/cb/",
        "https://fund.example/CB",
        "https://fund.example/cb?x=1",
        "https://fund.example/cb#f",
        "https://fund.example:443/cb",
        "https://fund.example/cb/../x",
        "https://fund.example/cb/..;/x",
        "https://fund.example/cb%2f..%2fx",
        "https://fund.example/cb;jsessionid=1",
        "https://fund.example\\cb",
        "https://fund.example/cb\t",
        "https://fund.example/cb\u0000",
        "https://fund.example@evil.example/cb",
        "https://fund.example.evil.example/cb",
        "https://fund.example./cb",
        "javascript:alert(1)",
        ""
      })
  void aRedirectUriThatIsNotByteForByteRegisteredIsRefusedHere(String uri) {
    isErrorPage(authorize(with(GOOD, "redirect_uri", uri)));
  }

  @ParameterizedTest
  @Clause({"R2", "RFC 8252 7.3"})
  @CsvSource({
    "http://127.0.0.1:54321/cb, true",
    "http://127.0.0.1/cb, true",
    "http://[::1]:54321/cb, true",
    "http://localhost:7000/cb, true",
    "http://localhost:7001/cb, false",
    "http://127.0.0.1:54321/other, false",
    "http://127.0.0.1.evil.example:1/cb, false",
    "http://127.1:54321/cb, false",
    "http://0x7f000001:54321/cb, false",
    "http://[::ffff:127.0.0.1]:54321/cb, false",
    "http://127.0.0.1:99999/cb, false",
    "http://127.0.0.1:54321@evil.example/cb, false"
  })
  void onlyThePortOfALiteralLoopbackAddressMayDiffer(String uri, boolean accepted) {
    var answer = authorize(with(authorization("native", uri), "prompt", "none"));
    if (accepted) {
      assertThat(location(answer)).startsWith(uri + "?error=login_required");
    } else {
      isErrorPage(answer);
    }
  }

  @Test
  @Clause({"R2", "RFC 8252 7.3"})
  void aConfidentialClientsPortMayNotDiffer() {
    String registered = "http://127.0.0.1:7000/cb";
    var answer = authorize(with(authorization("exempt", registered), "prompt", "none"));
    assertThat(location(answer)).startsWith(registered + "?error=login_required");

    for (String other : List.of("http://127.0.0.1:7001/cb", "http://127.0.0.1/cb")) {
      isErrorPage(authorize(with(authorization("exempt", other), "prompt", "none")));
    }
  }

  @Test
  @Clause("RFC 9700 2.1.1")
  void whoLeavesPkceOutSendsANonce() {
    var request =
        with(
            authorization("exempt", "https://legacy.example/cb"),
            "prompt",
            "none",
            "code_challenge",
            "",
            "code_challenge_method",
            "");
    assertThat(query(authorize(request))).containsEntry("error", "login_required");
    assertThat(query(authorize(with(request, "nonce", " "))))
        .as("blank")
        .containsEntry("error", "invalid_request");
    var bare = query(authorize(with(request, "nonce", "")));
    assertThat(bare).containsEntry("error", "invalid_request");
    assertThat(bare.get("error_description")).contains("nonce is missing");
    var pkce =
        with(
            request,
            "nonce",
            "",
            "code_challenge",
            GOOD.get("code_challenge"),
            "code_challenge_method",
            "S256");
    assertThat(query(authorize(pkce))).containsEntry("error", "login_required");
  }

  @Test
  @Clause({"R6", "RFC 6749 3.1"})
  void aParameterThatComesTwiceIsRefusedHere() {
    for (String twice : new String[] {"redirect_uri", "client_id", "scope", "anything"}) {
      String query = RunningServer.form(with(GOOD, twice, "x")) + "&" + twice + "=x";
      isErrorPage(server.get(Endpoints.AUTHORIZE + "?" + query, Map.of()));
    }
  }

  @ParameterizedTest
  @Clause({
    "R7",
    "R8",
    "R13",
    "C4",
    "C10",
    "RFC 9207 2",
    "OIDC Core 6",
    "oidcc-response-type-missing",
    "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported",
    "oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported"
  })
  @CsvSource({
    "response_type, token, unsupported_response_type",
    "response_type, id_token token, unsupported_response_type",
    "response_type, none, unsupported_response_type",
    "response_type, code id_token, unsupported_response_type",
    "response_type, '', invalid_request",
    "response_mode, fragment, invalid_request",
    "response_mode, jwt, invalid_request",
    "request, eyJhbGciOiJub25lIn0.e30., request_not_supported",
    "request_uri, https://fund.example/r, request_uri_not_supported",
    "request_uri, urn:ietf:params:oauth:request_uri:guess, request_uri_not_supported",
    "registration, {}, registration_not_supported",
    "scope, profile, invalid_scope",
    "code_challenge, '', invalid_request",
    "code_challenge, short, invalid_request",
    "code_challenge_method, plain, invalid_request",
    "code_challenge_method, '', invalid_request",
    "prompt, none login, invalid_request",
    "prompt, something, invalid_request",
    "max_age, -1, invalid_request",
    "max_age, soon, invalid_request",
    "claims, [], invalid_request",
    "id_token_hint, abc, invalid_request",
    "prompt, none, login_required"
  })
  void whatElseIsWrongTheClientIsTold(String name, String value, String error) {
    isErrorAtClient(authorize(with(GOOD, name, value)), error);
  }

  @Test
  @Clause({"R11", "W1"})
  void longAndStrangeInputIsRefusedOrComesBackEncoded() {
    isErrorPage(server.post(Endpoints.AUTHORIZE, with(GOOD, "state", "x".repeat(100_000))));
    isErrorPage(authorize(with(GOOD, "login_hint", "x".repeat(3000))));

    String state = "\"></script><script>alert(1)</script>\u202e😀 \r\nSet-Cookie: a=b";
    var answer = authorize(with(GOOD, "prompt", "none", "state", state));
    assertThat(query(answer)).containsEntry("state", state);
    assertThat(location(answer)).doesNotContain("<").doesNotContain("\n");
    var form =
        authorize(with(GOOD, "prompt", "none", "state", state, "response_mode", "form_post"));
    assertThat(form.statusCode()).isEqualTo(200);
    assertThat(form.body()).doesNotContain("<script>alert").contains("login_required");
  }

  @Test
  @Clause("R11")
  void unknownParametersAndHintsAreTolerated() {
    var cookie = server.signIn(server.person()).cookieValue();
    var answer =
        authorize(
            with(
                GOOD,
                "extra",
                "1",
                "display",
                "popup",
                "ui_locales",
                "se fr",
                "claims_locales",
                "se",
                "login_hint",
                "谁",
                "acr_values",
                "1 2 silver"),
            sessionCookie(cookie));
    assertThat(query(answer)).containsKey("code");
  }

  @Test
  @Clause({"R9", "R14", "OIDC Core 3.1.2.1"})
  void aSignedInPersonGetsACodeAtOnceAndTheIssuerIsNamed() {
    var cookie = server.signIn(server.person()).cookieValue();
    var answer = authorize(with(GOOD, "prompt", "none"), sessionCookie(cookie));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(query(answer))
        .containsEntry("iss", server.issuer())
        .containsEntry("state", "af0ifjsldkj")
        .containsKey("code");
  }

  @Test
  @Clause({"R9", "RFC 9207"})
  void silentSignOnNeedsTheAgreementThatTheClientNeeds() {
    var cookie = server.signIn(server.person()).cookieValue();
    var answer =
        authorize(
            with(authorization("hospital", HOSPITAL), "prompt", "none"), sessionCookie(cookie));
    assertThat(query(answer)).containsEntry("error", "consent_required");
  }

  @Test
  @Clause({"R10", "OIDC Core 3.1.2.1"})
  void maxAgeAsksForANewSignInOnlyWhenTheOldOneIsTooOld() {
    var cookie = sessionCookie(server.signIn(server.person()).cookieValue());
    assertThat(query(authorize(with(GOOD, "max_age", "10000"), cookie))).containsKey("code");
    assertThat(query(authorize(with(GOOD, "prompt", "none", "max_age", "0"), cookie)))
        .containsEntry("error", "login_required");
  }

  /** All of the level within that time, and not its last step alone. */
  @ParameterizedTest
  @CsvSource({"660, error", "40, code"})
  @Clause({"R10", "OIDC Core 3.1.2.1"})
  void aStepThatWasTooOldAtTheEndOfTheSignInCountsForNoLevel(int seconds, String answer) {
    String essential =
        "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"urn:tongxing:acr:p2:a2\"]}}}";
    Map<String, String> wish = with(GOOD, "max_age", "1", "claims", essential);
    var begun = authorize(wish);
    var interaction = server.interaction(wish.get("client_id"));
    var session =
        server.signInSlowly(server.person(), interaction.signIn(), Duration.ofSeconds(seconds));

    var back =
        server.get(
            interaction.resumePath(),
            Map.of(),
            sessionCookie(session.cookieValue()),
            browser(begun));

    assertThat(query(back)).containsKey(answer);
    if (answer.equals("error")) {
      assertThat(query(back)).containsEntry("error", "unmet_authentication_requirements");
    }
  }

  @Test
  @Clause("R10")
  void aLevelThatTheSessionDoesNotReachAsksForMore() {
    var cookie = sessionCookie(server.signIn(server.person()).cookieValue());
    String high = "urn:tongxing:acr:p5:a3";
    assertThat(query(authorize(with(GOOD, "prompt", "none", "acr_values", high), cookie)))
        .containsEntry("error", "interaction_required");
    assertThat(location(authorize(with(GOOD, "acr_values", high), cookie))).startsWith("/");
    var strict = with(authorization("strict", "https://strict.example/cb"), "prompt", "none");
    assertThat(query(authorize(strict, cookie))).containsEntry("error", "interaction_required");
  }

  @Test
  @Clause({"R9", "R12", "N1"})
  void withoutASessionTheBrowserIsSentToSignInAndPromptLoginIsNotSatisfiedByAnOldSession() {
    var answer = authorize(GOOD);
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(location(answer)).startsWith("/");
    assertThat(answer.headers().allValues("Set-Cookie"))
        .anySatisfy(cookie ->
            assertThat(cookie)
                .startsWith("__Host-tongxing-browser=")
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/"));

    var cookie = sessionCookie(server.signIn(server.person()).cookieValue());
    assertThat(location(authorize(with(GOOD, "prompt", "login"), cookie))).startsWith("/");
  }

  @Test
  void everyErrorPageLeadsBackToTheApplicationThatIsKnown() {
    String home = "href=\"https://fund.example/start?from=id\"";
    assertThat(authorize(with(GOOD, "redirect_uri", "https://fund.example/other")).body())
        .contains(home, "回到公积金")
        .as("whose application it is")
        .contains("由公积金中心提供");
    assertThat(
            authorize(with(GOOD, "redirect_uri", "https://x.example/", "ui_locales", "en")).body())
        .contains(home, "Back to Housing fund");
    assertThat(authorize(with(GOOD, "client_id", "nobody")).body()).doesNotContain("id=\"back\"");

    String going =
        Arrays.stream(cookies(authorize(GOOD)))
            .filter(cookie -> cookie.startsWith("going="))
            .findFirst()
            .orElseThrow();
    for (String path :
        List.of(
            Endpoints.AUTHORIZE + "/resume?i=x", "/no-such-page", "/sign-in/x", Endpoints.LOGOUT)) {
      assertThat(page(path, going)).contains(home, "回到公积金", "由公积金中心提供");
      assertThat(page(path, going.replaceFirst("=.", "=A")))
          .as("a cookie that somebody changed")
          .doesNotContain("fund.example");
    }
  }

  private String page(String path, String cookie) {
    return server.send(server.request(path, cookie).header("Accept", "text/html").GET()).body();
  }

  @Test
  @Clause({"W1", "0.5"})
  void aBrowserIsAnsweredWithTheFirstPageItselfWhichHasAnAddressOfItsOwn() {
    var first = shown("");
    String here = find("data-here=\"([^\"]+)\"", first.body());
    String action = find("method=\"post\"[^>]* action=\"([^\"]+)\"", first.body());
    assertThat(here).isEqualTo(action + "/choose-method");
    assertThat(first.body())
        .as("what it echoes would tell of what stands beside it")
        .doesNotContain("af0ifjsldkj", "marked-hint", GOOD.get("code_challenge"));
    String cookie = String.join("; ", cookies(first));
    assertThat(server.get(here, Map.of(), cookie).statusCode()).isEqualTo(200);

    var pressed =
        server.post(
            action, Map.of("step", step(first.body()), "action", "method:password"), cookie);
    assertThat(location(pressed)).isEqualTo(action + "/password-form");
    assertThat(server.get(here, Map.of(), cookie).body()).as("back").contains("method:password");

    var again = shown(cookie);
    assertThat(step(again.body())).as("another sign-in").isNotEqualTo(step(first.body()));
    assertThat(server.get(action, Map.of(), cookie).body())
        .as("the first goes on")
        .contains("id=\"password\"");
  }

  @Test
  @Clause({"OIDC Core 3.1.2.1", "R12"})
  void whoIsNoBrowserOrComesByPostIsToldWhereToGo() {
    assertThat(location(authorize(GOOD))).startsWith("/sign-in/").endsWith("/choose-method");
    var posted = server.post(Endpoints.AUTHORIZE, GOOD);
    var resumed = server.send(server.request(location(posted)).header("Accept", "text/html").GET());
    assertThat(location(resumed)).startsWith("/sign-in/").endsWith("/choose-method");
  }

  private HttpResponse<String> shown(String cookie) {
    String query =
        RunningServer.form(with(GOOD, "login_hint", "marked-hint", "ui_locales", "zh-CN"));
    var request =
        cookie.isEmpty()
            ? server.request(Endpoints.AUTHORIZE + "?" + query)
            : server.request(Endpoints.AUTHORIZE + "?" + query, cookie);
    var answer = server.send(request.header("Accept", "text/html,*/*;q=0.8").GET());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    return answer;
  }

  private static String step(String page) {
    return find("name=\"step\" value=\"([^\"]+)\"", page);
  }

  private static String find(String pattern, String page) {
    var found = Pattern.compile(pattern).matcher(page);
    assertThat(found.find()).as(pattern).isTrue();
    return found.group(1);
  }

  @Test
  @Clause({"R9", "N1"})
  void anAuthorizationOfAnotherBrowserIsOver() {
    isErrorPage(server.get(Endpoints.AUTHORIZE + "/resume?i=AAAAAAAAAAAAAAAAAAAAAA", Map.of()));
    isErrorPage(server.get(Endpoints.AUTHORIZE + "/resume?i=../x", Map.of()));
  }

  @Test
  @Clause({"OIDC Core 3.1.2.1", "R12"})
  void aRequestByPostIsLookedAtInTheBrowserAgainByGet() {
    var cookie = sessionCookie(server.signIn(server.person()).cookieValue());
    var posted = server.post(Endpoints.AUTHORIZE, GOOD);
    assertThat(posted.statusCode()).isEqualTo(303);
    assertThat(query(server.get(location(posted), Map.of(), cookie))).containsKey("code");
    isErrorPage(server.get(location(posted), Map.of(), cookie));
  }

  @Test
  @Clause({"R15", "OIDC Core 3.1.2.4"})
  void thePersonIsAskedOnceAndWhatTheyAgreeToIsRemembered() {
    var person = server.person();
    var cookie = sessionCookie(server.signIn(person).cookieValue());
    var wish = with(authorization("hospital", HOSPITAL), "scope", "openid profile");
    var page = authorize(wish, cookie);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("frame-ancestors 'none'");
    assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
    var agreed = answer(page, "agree", cookie);
    assertThat(location(agreed)).startsWith(HOSPITAL + "?code=");
    // a second click leads to the same place
    assertThat(location(answer(page, "agree", cookie))).isEqualTo(location(agreed));
    assertThat(query(authorize(with(wish, "prompt", "none"), cookie))).containsKey("code");
    assertThat(query(authorize(with(wish, "prompt", "none", "scope", "openid phone"), cookie)))
        .containsEntry("error", "consent_required");
    assertThat(authorize(with(wish, "prompt", "consent"), cookie).statusCode()).isEqualTo(200);
    assertThat(server.events("consent.given")).isPositive();
  }

  @Test
  @Clause({"RFC 6749 4.1.2.1", "N2"})
  void refusingIsAccessDeniedAndAForgedStepIsNothing() {
    var cookie = sessionCookie(server.signIn(server.person()).cookieValue());
    var wish = authorization("hospital", HOSPITAL);
    var page = authorize(wish, cookie);
    assertThat(query(answer(page, "refuse", cookie))).containsEntry("error", "access_denied");

    var other = authorize(wish, cookie);
    isErrorPage(
        server.post(
            action(other), Map.of("step", "AAAA", "action", "agree"), cookie, cookies(other)[0]));
    assertThat(server.events("consent.refused")).isPositive();
  }

  @Test
  @Clause("R9")
  void anIdTokenHintOfAnotherPersonIsNotSatisfiedByThisSession() {
    var first = server.signIn(server.person());
    String code = server.code("fund", FUND, first.cookieValue());
    String hint =
        RunningServer.json(
                server.call(Endpoints.TOKEN, "fund", RunningServer.codeGrant(code, FUND)))
            .get("id_token")
            .toString();

    var wish = with(GOOD, "prompt", "none", "id_token_hint", hint);
    assertThat(query(authorize(wish, sessionCookie(first.cookieValue())))).containsKey("code");
    var other = sessionCookie(server.signIn(server.person()).cookieValue());
    assertThat(query(authorize(wish, other))).containsEntry("error", "login_required");
  }

  @Test
  @Clause({"R9", "R10", "N1"})
  void onlyTheSignInBegunForARequestSatisfiesPromptLogin() {
    var person = server.person();
    var old = server.signIn(person);
    var begun = authorize(with(GOOD, "prompt", "login"), sessionCookie(old.cookieValue()));
    String browser = browser(begun);
    var wish = server.interaction(GOOD.get("client_id"));

    var fresh = server.signIn(person, wish.signIn(), Optional.of(old.session()));
    isErrorPage(
        server.get(wish.resumePath(), Map.of(), sessionCookie(fresh.cookieValue()), OTHER_BROWSER));
    // the stranger's try took nothing away
    assertThat(
            query(
                server.get(
                    wish.resumePath(), Map.of(), sessionCookie(fresh.cookieValue()), browser)))
        .containsKey("code");

    var again = authorize(with(GOOD, "prompt", "login"), sessionCookie(fresh.cookieValue()));
    var second = server.interaction(GOOD.get("client_id"));
    var unsatisfied =
        server.get(
            second.resumePath(), Map.of(), sessionCookie(fresh.cookieValue()), browser(again));
    assertThat(query(unsatisfied)).containsEntry("error", "access_denied");

    var third = authorize(with(GOOD, "prompt", "login"), sessionCookie(fresh.cookieValue()));
    var last = server.interaction(GOOD.get("client_id"));
    var newest = server.signIn(person, last.signIn(), Optional.of(fresh.session()));
    var satisfied =
        server.get(
            last.resumePath(), Map.of(), sessionCookie(newest.cookieValue()), browser(third));
    assertThat(query(satisfied)).containsKey("code");
  }

  @Test
  @Clause("R10")
  void aLevelOfferedAndNotReachedIsAnErrorOnlyWhenItIsEssential() {
    String high = "urn:tongxing:acr:p5:a3";
    String essential =
        "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"" + high + "\"]}}}";
    assertThat(query(signedInFor(with(GOOD, "acr_values", high)))).containsKey("code");
    assertThat(query(signedInFor(with(GOOD, "claims", essential))))
        .containsEntry("error", "unmet_authentication_requirements");
    assertThat(query(signedInFor(authorization("strict", "https://strict.example/cb"))))
        .containsEntry("error", "unmet_authentication_requirements");
  }

  @Test
  @Clause({"OpenID Connect Core 1.0 3.1.2.1", "R10"})
  void everyWayIsAFirstStepToALevelThatIsWishedOrDemanded() {
    String values = "urn:tongxing:acr:p4:a3 urn:tongxing:acr:p1:a1";
    assertThat(choice(with(GOOD, "acr_values", values))).contains("method:password");
    String high = "urn:tongxing:acr:p4:a3";
    assertThat(choice(with(GOOD, "acr_values", high))).contains("method:password");
    String essential =
        "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"" + high + "\"]}}}";
    assertThat(choice(with(GOOD, "claims", essential)))
        .contains("method:passkey", "method:password"); // what is missing is asked for then
  }

  /** The page on which the way to sign in is chosen. */
  private String choice(Map<String, String> wish) {
    var begun = authorize(wish);
    return server.get(location(begun), Map.of(), browser(begun)).body();
  }

  private HttpResponse<String> signedInFor(Map<String, String> wish) {
    var begun = authorize(wish);
    var interaction = server.interaction(wish.get("client_id"));
    var session = server.signIn(server.person(), interaction.signIn(), Optional.empty());
    return server.get(
        interaction.resumePath(), Map.of(), sessionCookie(session.cookieValue()), browser(begun));
  }

  private static String browser(HttpResponse<String> answer) {
    return Arrays.stream(cookies(answer))
        .filter(cookie -> cookie.startsWith("__Host-tongxing-browser="))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> answer(HttpResponse<String> page, String action, String cookie) {
    return server.post(
        action(page), Map.of("step", step(page), "action", action), cookie, cookies(page)[0]);
  }

  private static String action(HttpResponse<String> page) {
    return found(page, "action=\"(/oauth2/authorize/consent[^\"]*)\"").replace("&amp;", "&");
  }

  private static String step(HttpResponse<String> page) {
    return found(page, "name=\"step\" value=\"([^\"]+)\"");
  }

  private static String found(HttpResponse<String> page, String pattern) {
    var matcher = Pattern.compile(pattern).matcher(page.body());
    assertThat(matcher.find()).as(page.body()).isTrue();
    return matcher.group(1);
  }
}
