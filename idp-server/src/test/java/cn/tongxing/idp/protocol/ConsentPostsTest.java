package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.authorization;
import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.query;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.session.ChangingHands;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The consent page, answered twice, by another browser, and against oneself. */
@Clause({"R15", "N2"})
class ConsentPostsTest {

  private static final String HOSPITAL = "https://hospital.example/callback";

  private final RunningServer server = RunningServer.shared();
  private PersonId person;
  private String session;
  private HttpResponse<String> page;

  @BeforeEach
  void ask() {
    ask("");
  }

  private void ask(String prompt) {
    person = server.person();
    session = sessionCookie(server.signIn(person).cookieValue());
    var wish = new HashMap<>(authorization("hospital", HOSPITAL));
    if (!prompt.isEmpty()) {
      wish.put("prompt", prompt);
    }
    page = server.get(Endpoints.AUTHORIZE, wish, session);
    assertThat(page.statusCode()).isEqualTo(200);
  }

  /** A browser follows the last of its clicks: all of them lead to the same place. */
  @ParameterizedTest
  @ValueSource(strings = {"", "consent"})
  void howeverOftenItIsPressedThereIsOneCode(String prompt) throws Exception {
    for (int round = 0; round < 3; round++) {
      ask(prompt);
      long given = server.events("consent.given");
      var answers = StoresAwayTest.atOnce(20, () -> answer("agree", session, cookies(page)[0]));
      assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(303);
      var all = new ArrayList<>(answers);
      for (int i = 0; i < 5; i++) {
        all.add(answer("agree", session, cookies(page)[0]));
        if (prompt.isEmpty()) { // else the page asks once more
          all.add(server.get(resume(), Map.of(), session, cookies(page)[0]));
        }
      }

      assertThat(all.stream().map(RunningServer::location).distinct()).hasSize(1);
      assertThat(query(all.getFirst()).get("code")).startsWith("tx_c_");
      assertThat(server.events("consent.given")).isBetween(given, given + 1);
    }
  }

  /** The same code twice at the application would be taken for a theft, and end what it has. */
  @Test
  @Clause("RFC 6749 4.1.2")
  void whatTheApplicationHasIsNotGivenToItAgain() {
    String code = query(answer("agree", session, cookies(page)[0])).get("code");
    var tokens = json(server.call(Endpoints.TOKEN, "hospital", codeGrant(code, HOSPITAL)));

    var again = answer("agree", session, cookies(page)[0]);

    assertThat(location(again)).startsWith("(none");
    assertThat(again.body())
        .contains("应用已经收到您的答复", "预约挂号")
        .doesNotContain("您的信息没有提交", "tx_c_", "出错");
    assertThat(new HeldTokens(server).userInfo(tokens)).as("nothing ended by it").isEqualTo(200);
  }

  @Test
  @Clause("L1")
  void whoeverSignsInHereNextIsNotGivenTheCodeOfBefore() {
    String mark = cookies(page)[0];
    assertThat(query(answer("agree", session, mark))).containsKey("code");
    PersonId other = server.person();
    String next = sessionCookie(server.signIn(other).cookieValue());
    server
        .bean(Consents.class)
        .agree(other, new ClientId("hospital"), Set.of("openid"), "1", RequestOrigin.SERVER);

    var answer = server.get(resume(), Map.of(), next, mark);

    assertThat(location(answer)).startsWith("(none");
    assertThat(answer.body()).doesNotContain("tx_c_");
  }

  @Test
  void anotherBrowserCannotSpendThePage() {
    String other = sessionCookie(server.signIn(server.person()).cookieValue());

    assertThat(answer("agree", session).statusCode()).as("no mark").isEqualTo(400);
    assertThat(answer("refuse", other, cookies(ofAnother())[0]).statusCode()).isEqualTo(400);
    assertThat(server.get(resume(), Map.of(), session).statusCode()).isEqualTo(400);

    assertThat(query(answer("agree", session, cookies(page)[0]))).containsKey("code");
  }

  @Test
  void aForgedStepDoesNotSpendItEither() {
    var forged =
        server.post(
            action(), Map.of("step", "AAAA", "action", "refuse"), session, cookies(page)[0]);
    assertThat(forged.statusCode()).isEqualTo(400);

    assertThat(query(answer("agree", session, cookies(page)[0]))).containsKey("code");
  }

  @Test
  void whoRefusedCannotAgreeOnTheSamePage() {
    long given = server.events("consent.given");

    assertThat(query(answer("refuse", session, cookies(page)[0])))
        .containsEntry("error", "access_denied");
    var later = answer("agree", session, cookies(page)[0]);

    assertThat(later.statusCode()).isEqualTo(400);
    assertThat(location(later)).startsWith("(none");
    assertThat(server.events("consent.given")).isEqualTo(given);
  }

  @Test
  @Clause("PIPL 14")
  void whoSaysNoInOneTabIsGivenNoCodeThereThoughTheOtherTabAgreed() {
    var first = page;
    assertThat(query(answer("agree", session, cookies(first)[0]))).containsKey("code");
    long refused = server.events("consent.refused");

    assertThat(query(answer("refuse", session, cookies(first)[0])))
        .containsEntry("error", "access_denied")
        .doesNotContainKey("code");

    assertThat(server.events("consent.refused")).isEqualTo(refused + 1);
    assertThat(answer("agree", session, cookies(first)[0]).statusCode())
        .as("that page is over")
        .isEqualTo(400);
  }

  @Test
  @Clause({"L1", "PIPL 14"})
  void whoseSessionEndsBeforeThePersonIsHeldAgreesToNothing() throws Exception {
    long given = server.events("consent.given");
    var hands =
        new ChangingHands(
            server.bean(JdbcClient.class),
            server.bean(TransactionTemplate.class),
            server.bean(Sessions.class));

    var answer = hands.during(person, () -> answer("agree", session, cookies(page)[0]), () -> {});

    assertThat(location(answer)).startsWith("/sign-in/");
    assertThat(server.events("consent.given")).isEqualTo(given);
  }

  private HttpResponse<String> ofAnother() {
    String other = sessionCookie(server.signIn(server.person()).cookieValue());
    return server.get(Endpoints.AUTHORIZE, authorization("hospital", HOSPITAL), other);
  }

  private HttpResponse<String> answer(String action, String... cookies) {
    return server.post(
        action(),
        Map.of("step", found("name=\"step\" value=\"([^\"]+)\""), "action", action),
        cookies);
  }

  private String action() {
    return found("action=\"(/oauth2/authorize/consent[^\"]*)\"").replace("&amp;", "&");
  }

  private String resume() {
    return action().replace("/consent", "/resume");
  }

  private String found(String pattern) {
    var matcher = Pattern.compile(pattern).matcher(page.body());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
