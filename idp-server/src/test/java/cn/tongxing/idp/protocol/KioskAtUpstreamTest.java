package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.authorization;
import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.login.LastApplication;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import jakarta.servlet.http.Cookie;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * At a self-service machine the next person presses the same way: whoever leaves it leaves the
 * upstream too, and nothing says where they were going.
 */
@Clause("issue 5 item 39: kiosks")
class KioskAtUpstreamTest {

  private static final String START = "https://hall.example/start";
  private static final String LEAVING = "__Host-tongxing-leaving=";

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server =
        RunningServer.with(
            "--spring.main.sources=" + PeerThatSignsOut.class.getName(),
            "--idp.kiosks.networks=127.0.0.0/8,::1/128",
            "--idp.kiosks.start=" + START,
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

  private static Sessions.Started visit(String way, Instant at) {
    var authenticated =
        new Sessions.Authenticated(
            server.person(),
            new SignInId(TimeOrderedId.at(Instant.now(), new SecureRandom())),
            way,
            Set.of(Factor.UPSTREAM_ACCOUNT),
            Optional.of(at.truncatedTo(ChronoUnit.MICROS)),
            List.of(),
            Optional.empty(),
            Optional.of(Duration.ofSeconds(60)));
    return server
        .bean(TransactionTemplate.class)
        .execute(_ ->
            server
                .bean(Sessions.class)
                .start(authenticated, Optional.empty(), RequestOrigin.SERVER));
  }

  private static Sessions.Started visit(String way) {
    return visit(way, Instant.now());
  }

  private static HttpResponse<String> leave(Sessions.Started visit) {
    return server.post("/kiosk/leave", Map.of(), sessionCookie(visit.cookieValue()));
  }

  private static Optional<String> set(HttpResponse<String> answer, String name) {
    return Arrays.stream(cookies(answer))
        .filter(each -> each.startsWith(name) && !each.equals(name))
        .findFirst();
  }

  private static void goesThrough(HttpResponse<String> answer) {
    assertThat(location(answer))
        .startsWith("https://test-redirect.example/out?back=")
        .doesNotContain("hall");
    assertThat(answer.headers().allValues("Set-Cookie"))
        .anySatisfy(
            each -> assertThat(each).startsWith(Sessions.COOKIE + "=;").contains("Max-Age=0"));
    var back = server.get("/oauth2/logout/back", Map.of(), set(answer, LEAVING).orElseThrow());
    assertThat(location(back)).isEqualTo(START);
  }

  @Test
  void whoeverLeavesAMachineIsSignedOutAtTheUpstreamToo() {
    Sessions.Started visit = visit("test-redirect");

    goesThrough(leave(visit));

    assertThat(server.bean(Sessions.class).find(visit.cookieValue())).isEmpty();
  }

  /** The minute of the page is over when the server's is: the session has ended by then. */
  @Test
  void soIsWhoseVisitTheServerEndedFirst() {
    Sessions.Started visit = visit("test-redirect");
    server
        .bean(Sessions.class)
        .end(visit.session().id(), Sessions.EndReason.IDLE, RequestOrigin.SERVER);

    goesThrough(leave(visit));
  }

  /** Its software opens the start after a minute inside an application. */
  @Test
  void soIsWhoLeftWithoutAWordWhenTheStartIsOpened() {
    Sessions.Started visit = visit("test-redirect");
    String cookie = sessionCookie(visit.cookieValue());
    assertThat(server.get("/", Map.of(), cookie).statusCode()).as("is there").isEqualTo(200);
    server
        .bean(Sessions.class)
        .end(visit.session().id(), Sessions.EndReason.IDLE, RequestOrigin.SERVER);

    goesThrough(server.get("/", Map.of(), cookie));
  }

  /** Elsewhere too: what ran out here has not run out there. */
  @Test
  @Clause("RP-Initiated Logout 1.0")
  void soIsWhoSignsOutAfterTheSessionRanOut() {
    Sessions.Started visit = visit("test-redirect");
    server
        .bean(Sessions.class)
        .end(visit.session().id(), Sessions.EndReason.IDLE, RequestOrigin.SERVER);

    var answer = server.get(Endpoints.LOGOUT, Map.of(), sessionCookie(visit.cookieValue()));

    assertThat(location(answer)).startsWith("https://test-redirect.example/out");
  }

  @Test
  void whereNoUpstreamSignsOutTheStartIsShownAtOnce() {
    assertThat(location(leave(visit("test-plain")))).isEqualTo(START);
    assertThat(location(leave(visit("sms")))).isEqualTo(START);
    PeerThatSignsOut.ANSWER.set(_ -> Optional.empty());
    var left = leave(visit("test-redirect"));
    assertThat(location(left)).isEqualTo(START);
    assertThat(left.headers().allValues("Set-Cookie"))
        .as("nobody is on the way any more")
        .anySatisfy(each -> assertThat(each).startsWith(LEAVING + ";").contains("Max-Age=0"));
  }

  @Test
  void whoComesBackFromAnUpstreamTooLateFindsTheStart() {
    assertThat(location(server.get("/oauth2/logout/back", Map.of()))).isEqualTo(START);
  }

  @Test
  void noCookieSaysWhereSomebodyWasGoing() {
    var wish = authorization("fund", "https://fund.example/cb");
    String session = sessionCookie(visit("test-plain").cookieValue());

    assertThat(set(server.get(Endpoints.AUTHORIZE, wish), "going=")).isEmpty();
    var silent = server.get(Endpoints.AUTHORIZE, wish, session);

    assertThat(location(silent)).startsWith("https://fund.example/cb?code=");
    assertThat(set(silent, "going=")).isEmpty();
  }

  /** A machine of today may have been an ordinary browser yesterday. */
  @Test
  void whatABrowserRemembersFromBeforeIsShownToNobody() {
    LocalizedText name = new LocalizedText("公积金", "公積金", "Fund");
    var before = new MockHttpServletResponse();
    server
        .bean(LastApplication.class)
        .note(
            new LastApplication.Origin(name, name, Optional.empty()),
            new MockHttpServletRequest(),
            before);
    String going = before.getHeaders("Set-Cookie").getFirst().split(";")[0];
    assertThat(server.bean(LastApplication.class).of(withCookie(going)).name())
        .as("elsewhere it is read")
        .isEqualTo("公积金");

    assertThat(server.get(Endpoints.LOGOUT + "/confirm", Map.of(), going).body())
        .doesNotContain("公积金");
  }

  private static MockHttpServletRequest withCookie(String cookie) {
    var request = new MockHttpServletRequest();
    request.addPreferredLocale(Locale.SIMPLIFIED_CHINESE);
    String[] parts = cookie.split("=", 2);
    request.setCookies(new Cookie(parts[0], parts[1]));
    return request;
  }
}
