package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.authorization;
import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.query;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.TestServices;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Where a page leads that knows nothing else: to the application that was visited last, whether
 * anybody had to sign in there or not.
 */
@Clause("issue 5 item 37: ways out")
class LastVisitTest {

  private static final String FUND_HOME = "href=\"https://fund.example/start?from=id\"";
  private static final Map<String, String> FUND = authorization("fund", "https://fund.example/cb");
  private static final Map<String, String> LEGACY =
      authorization("exempt", "https://legacy.example/cb");

  private final RunningServer server = RunningServer.shared();
  private final String session = sessionCookie(server.signIn(server.person()).cookieValue());

  private static Optional<String> going(HttpResponse<String> answer) {
    return Arrays.stream(cookies(answer)).filter(each -> each.startsWith("going=")).findFirst();
  }

  private HttpResponse<String> visit(Map<String, String> wish, String... cookies) {
    return server.get(Endpoints.AUTHORIZE, wish, cookies);
  }

  /** An error page, and the page of a sign-out that nothing is known of. */
  private void leadToTheFund(String going) {
    var error = server.send(server.request("/nowhere", going).header("Accept", "text/html").GET());
    assertThat(error.body()).contains("class=\"going-name\">公积金<", FUND_HOME);
    assertThat(server.get(Endpoints.LOGOUT + "/confirm", Map.of(), going).body())
        .contains(FUND_HOME);
  }

  @Test
  void whoeverIsKnownThereWithoutSigningInIsLedBackThere() {
    String before = going(visit(LEGACY)).orElseThrow();

    var silent = visit(FUND, session, before);

    assertThat(query(silent)).containsKey("code");
    leadToTheFund(going(silent).orElseThrow());
  }

  @Test
  void soIsWhoeverIsSentBackThereUnknown() {
    var unknown = visit(with(FUND, "prompt", "none"));

    assertThat(query(unknown)).containsEntry("error", "login_required");
    leadToTheFund(going(unknown).orElseThrow());
  }

  @Test
  void soIsWhoseRequestTheApplicationGotWrongOrPosted() {
    leadToTheFund(going(visit(with(FUND, "response_type", "token"))).orElseThrow());
    leadToTheFund(going(server.post(Endpoints.AUTHORIZE, FUND)).orElseThrow());
  }

  @Test
  void theCookieOfASignInIsSetOnce() {
    assertThat(Arrays.stream(cookies(visit(FUND))).filter(each -> each.startsWith("going=")))
        .hasSize(1);
  }

  /** By which an application asks every few minutes, from a page that somebody left open. */
  @Test
  void aFrameIsNoVisit() {
    var framed =
        server.send(
            server
                .request(Endpoints.AUTHORIZE + "?" + RunningServer.form(FUND), session)
                .header("Sec-Fetch-Dest", "iframe")
                .GET());

    assertThat(query(framed)).containsKey("code");
    assertThat(going(framed)).isEmpty();
  }

  /** It asked to be left, whichever was visited after it. */
  @Test
  void whoSignsOutAtAnApplicationIsLedBackToThatOne() {
    String before = going(visit(LEGACY)).orElseThrow();

    var asked = server.get(Endpoints.LOGOUT, Map.of("client_id", "fund"), session, before);

    assertThat(asked.body()).contains("公积金");
    leadToTheFund(going(asked).orElseThrow());
  }

  /** At a family's computer somebody else comes next. */
  @Test
  void whoeverSignsOutLeavesNothingThatSaysWhereTheyWere() {
    String before = going(visit(FUND, session)).orElseThrow();

    for (var page :
        new HttpResponse<?>[] {
          server.get(Endpoints.LOGOUT + "/confirm", Map.of(), before),
          server.get(Endpoints.LOGOUT, Map.of(), before),
          server.get(Endpoints.LOGOUT, Map.of("client_id", "fund"), before)
        }) {
      assertThat(page.body().toString()).as("it still leads back").contains(FUND_HOME);
      assertThat(page.headers().allValues("Set-Cookie"))
          .anySatisfy(set -> assertThat(set).startsWith("going=;").contains("Max-Age=0"));
    }
  }

  /** A page of an error knows of the visit that it is about, and not of the one before. */
  @Test
  void whoeverMayNotBeginThereNowIsLedBackThereAllTheSame() {
    var small = RunningServer.on(TestServices.freshRedisUri());
    try {
      String before = "";
      for (int i = 0; i < RunningServer.FEW_BEGINNINGS; i++) {
        before = going(small.get(Endpoints.AUTHORIZE, LEGACY)).orElseThrow();
      }
      var refused =
          small.send(
              small
                  .request(Endpoints.AUTHORIZE + "?" + RunningServer.form(FUND), before)
                  .header("Accept", "text/html")
                  .GET());
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("class=\"going-name\">公积金<", FUND_HOME);
    } finally {
      small.stop();
    }
  }
}
