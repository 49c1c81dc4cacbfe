package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who signs out here signs out at the upstream that they came by, and is never kept there by us.
 */
@Clause("RP-Initiated Logout 1.0")
class SignOutAtUpstreamTest {

  private static final String FUND = "https://fund.example/cb";
  private static final String BYE = "https://fund.example/bye";
  private static final String LEAVING = "__Host-tongxing-leaving";

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server =
        RunningServer.with(
            "--spring.main.sources=" + PeerThatSignsOut.class.getName(),
            "--idp.adapters.test-redirect.redirect-hosts=test-redirect.example",
            "--idp.adapters.test-scan.redirect-hosts=test-scan.example",
            "--idp.adapters.test-plain.redirect-hosts=test-plain.example");
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @BeforeEach
  void usual() {
    PeerThatSignsOut.ANSWER.set(UnaryOperator.identity());
  }

  private static Sessions.Started session(String... ways) {
    SignInId signIn = new SignInId(TimeOrderedId.at(Instant.now(), new SecureRandom()));
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    Set<Factor> account = Set.of(Factor.UPSTREAM_ACCOUNT);
    List<Authentication> before =
        Arrays.stream(ways, 0, ways.length - 1)
            .map(way ->
                new Authentication(signIn, way, account, now.minusSeconds(9), Optional.empty()))
            .toList();
    return server
        .bean(TransactionTemplate.class)
        .execute(_ ->
            server
                .bean(Sessions.class)
                .start(
                    new Sessions.Authenticated(
                        server.person(),
                        signIn,
                        ways[ways.length - 1],
                        account,
                        Optional.of(now),
                        before,
                        Optional.empty(),
                        Optional.empty()),
                    Optional.empty(),
                    RequestOrigin.SERVER));
  }

  private static HttpResponse<String> signOut(Sessions.Started session) {
    String code = server.code("fund", FUND, session.cookieValue());
    Object hint = json(server.call(Endpoints.TOKEN, "fund", codeGrant(code, FUND))).get("id_token");
    return server.get(
        Endpoints.LOGOUT,
        Map.of("id_token_hint", hint.toString(), "post_logout_redirect_uri", BYE, "state", "a b"),
        sessionCookie(session.cookieValue()));
  }

  private static String out(String host) {
    return "https://"
        + host
        + ".example/out?back="
        + server.issuer().replace(":", "%3A").replace("/", "%2F")
        + "%2Foauth2%2Flogout%2Fback";
  }

  private static String leaving(HttpResponse<String> answer) {
    return Stream.of(RunningServer.cookies(answer))
        .filter(each -> each.startsWith(LEAVING + "="))
        .findFirst()
        .orElse("");
  }

  private static HttpResponse<String> back(String cookie) {
    return cookie.isEmpty()
        ? server.get("/oauth2/logout/back", Map.of())
        : server.get("/oauth2/logout/back", Map.of(), cookie);
  }

  @Test
  void theBrowserGoesThroughTheUpstreamAndThenWhereItWasGoing() {
    Sessions.Started session = session("test-redirect");

    HttpResponse<String> answer = signOut(session);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(location(answer)).isEqualTo(out("test-redirect")).doesNotContain("fund");
    assertThat(server.bean(Sessions.class).find(session.cookieValue())).as("ended first").isEmpty();
    HttpResponse<String> on = back(leaving(answer));
    assertThat(location(on)).isEqualTo(BYE + "?state=a+b");
    assertThat(on.headers().allValues("Set-Cookie"))
        .anySatisfy(set -> assertThat(set).startsWith(LEAVING + "=;").contains("Max-Age=0"));
  }

  @Test
  void severalUpstreamsAreGoneThroughOneAfterTheOther() {
    HttpResponse<String> first = signOut(session("test-scan", "test-redirect", "password"));
    HttpResponse<String> second = back(leaving(first));
    HttpResponse<String> third = back(leaving(second));

    assertThat(location(first)).isEqualTo(out("test-redirect"));
    assertThat(location(second)).isEqualTo(out("test-scan"));
    assertThat(location(third)).isEqualTo(BYE + "?state=a+b");
  }

  @Test
  void whoSignsOutOnOurOwnPageComesBackToIt() {
    Sessions.Started session = session("test-redirect");
    String cookie = sessionCookie(session.cookieValue());
    HttpResponse<String> page = server.get(Endpoints.LOGOUT, Map.of(), cookie);
    String step = page.body().replaceAll("(?s).*name=\"step\" value=\"([^\"]+)\".*", "$1");
    String mark = RunningServer.cookies(page)[0];

    HttpResponse<String> answer =
        server.post(
            Endpoints.LOGOUT + "/confirm", Map.of("step", step, "action", "logout"), cookie, mark);

    assertThat(location(answer)).isEqualTo(out("test-redirect"));
    assertThat(location(back(leaving(answer)))).endsWith("/oauth2/logout/confirm");
  }

  /** The detour loses nothing of what the sign-out knew: the page names who asked. */
  @Test
  void ourOwnPageAfterTheUpstreamNamesTheApplicationThatAsked() {
    Sessions.Started session = session("test-redirect");
    String code = server.code("fund", FUND, session.cookieValue());
    Object hint = json(server.call(Endpoints.TOKEN, "fund", codeGrant(code, FUND))).get("id_token");

    HttpResponse<String> answer =
        server.get(
            Endpoints.LOGOUT,
            Map.of("id_token_hint", hint.toString()),
            sessionCookie(session.cookieValue()));

    assertThat(location(answer)).isEqualTo(out("test-redirect"));
    String going =
        Stream.of(RunningServer.cookies(answer))
            .filter(each -> each.startsWith("going="))
            .findFirst()
            .orElseThrow();
    assertThat(location(back(leaving(answer)))).endsWith("/oauth2/logout/confirm");
    assertThat(server.get(Endpoints.LOGOUT + "/confirm", Map.of(), going).body()).contains("公积金");
  }

  /** A browser drops a cookie that is too long, and the person would not come back. */
  @Test
  void whoseStateIsTooLongForACookieGoesToTheApplicationAtOnce() {
    Sessions.Started session = session("test-redirect");
    String code = server.code("fund", FUND, session.cookieValue());
    Object hint = json(server.call(Endpoints.TOKEN, "fund", codeGrant(code, FUND))).get("id_token");
    String state = "s".repeat(3_500);

    HttpResponse<String> answer =
        server.get(
            Endpoints.LOGOUT,
            Map.of(
                "id_token_hint", hint.toString(), "post_logout_redirect_uri", BYE, "state", state),
            sessionCookie(session.cookieValue()));

    assertThat(location(answer)).isEqualTo(BYE + "?state=" + state);
    assertThat(leaving(answer)).isEmpty();
  }

  @Test
  void whoCameByAnotherWayOrByOneThatDeclaresNothingGoesOnAtOnce() {
    for (String way : new String[] {"password", "test-plain"}) {
      assertThat(location(signOut(session(way)))).as(way).isEqualTo(BYE + "?state=a+b");
    }
  }

  /** What an adapter does wrong keeps nobody here. */
  @Test
  void anUpstreamThatCannotSayWhereIsLeftOut() {
    List<UnaryOperator<Optional<URI>>> wrong =
        List.of(
            usual -> Optional.empty(),
            usual -> Optional.of(URI.create("https://elsewhere.example/out")),
            usual -> Optional.of(URI.create("javascript:alert(1)")),
            usual -> Optional.of(URI.create("/here")),
            usual -> {
              throw new IllegalStateException("a bug");
            },
            usual -> {
              LockSupport.parkNanos(5_000_000_000L);
              return usual;
            });
    for (UnaryOperator<Optional<URI>> each : wrong) {
      PeerThatSignsOut.ANSWER.set(each);
      Instant begun = Instant.now();
      assertThat(location(signOut(session("test-redirect")))).isEqualTo(BYE + "?state=a+b");
      assertThat(begun.until(Instant.now(), ChronoUnit.SECONDS)).isLessThan(4);
    }
  }

  /** Open redirect: the address that upstreams come back to leads where we said, or nowhere. */
  @Test
  void nobodyIsLedElsewhereByTheAddressThatUpstreamsComeBackTo() {
    String good = leaving(signOut(session("test-redirect")));
    String[] parts = good.substring(LEAVING.length() + 1).split("\\.");
    String elsewhere =
        java.util.Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                (Instant.now().getEpochSecond() + 600 + "\n\nhttps://evil.example/")
                    .getBytes(StandardCharsets.UTF_8));

    for (String cookie :
        new String[] {
          "",
          LEAVING + "=",
          LEAVING + "=x",
          LEAVING + "=" + parts[0],
          LEAVING + "=" + elsewhere + "." + parts[1],
          LEAVING + "=" + parts[0] + ".AAAA"
        }) {
      assertThat(location(back(cookie))).as(cookie).endsWith("/oauth2/logout/confirm");
    }
    HttpResponse<String> asked =
        server.get(
            "/oauth2/logout/back",
            Map.of("target", "https://evil.example/", "post_logout_redirect_uri", BYE));
    assertThat(location(asked)).endsWith("/oauth2/logout/confirm");
  }

  /** Another site's page that leads a browser there ends no session. */
  @Test
  void theAddressItselfSignsNobodyOut() {
    Sessions.Started session = session("test-redirect");

    HttpResponse<String> answer = back(sessionCookie(session.cookieValue()));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(server.bean(Sessions.class).find(session.cookieValue())).isPresent();
  }
}
