package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.authorization;
import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.query;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.session.ChangingHands;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
    person = server.person();
    session = sessionCookie(server.signIn(person).cookieValue());
    page = server.get(Endpoints.AUTHORIZE, authorization("hospital", HOSPITAL), session);
    assertThat(page.statusCode()).isEqualTo(200);
  }

  @Test
  void twoClicksAtOnceGetACodeEach() throws Exception {
    for (int round = 0; round < 5; round++) {
      var answers = StoresAwayTest.atOnce(2, () -> answer("agree", session, cookies(page)[0]));

      assertThat(answers)
          .extracting(each -> query(each).get("code"))
          .allSatisfy(code -> assertThat(code).startsWith("tx_c_"))
          .doesNotHaveDuplicates();
      ask();
    }
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
