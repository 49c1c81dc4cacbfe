package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.authorization;
import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.query;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint does not take: another method, another name, another place, another person. */
class NarrowEndpointsTest {

  private static final String FUND = "https://fund.example/cb";

  private final RunningServer server = RunningServer.shared();

  @ParameterizedTest
  @Clause({"RFC 6749 3.2", "RFC 7662 2.1", "RFC 7009 2.1"})
  @ValueSource(strings = {Endpoints.TOKEN, Endpoints.INTROSPECT, Endpoints.REVOKE})
  void theBackChannelTakesPostOnlyAndSaysSo(String path) {
    for (String method : new String[] {"GET", "PUT", "OPTIONS"}) {
      var answer = server.send(server.request(path).method(method, BodyPublishers.noBody()));
      assertThat(answer.statusCode()).as(method).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }
  }

  @Test
  @Clause("RFC 6749 5.1")
  void noCacheKeepsATokenAnswerNotEvenAnOldOne() {
    var answer = server.call(Endpoints.TOKEN, "fund", Map.of("grant_type", "nonsense"));

    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("Pragma")).contains("no-cache");
  }

  @Test
  @Clause("RFC 6749 2.3")
  void aRequestThatNamesOneClientAndAuthenticatesAsAnotherIsRefused() {
    String code = server.code("fund", FUND, server.signIn(server.person()).cookieValue());
    var own = with(codeGrant(code, FUND), "client_id", "fund");
    var mixed = with(codeGrant(code, FUND), "client_id", "hospital");

    var refused = server.call(Endpoints.TOKEN, "fund", mixed);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused)).containsEntry("error", "invalid_request");
    assertThat(server.call(Endpoints.TOKEN, "fund", own).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @Clause("RFC 6750 2.3")
  @ValueSource(strings = {"access_token", "%61ccess_token"})
  void aTokenInTheQueryIsNotTakenHoweverItsNameIsWritten(String name) {
    String code = server.code("fund", FUND, server.signIn(server.person()).cookieValue());
    Object token =
        json(server.call(Endpoints.TOKEN, "fund", codeGrant(code, FUND))).get("access_token");

    var answer = server.post(Endpoints.USERINFO + "?" + name + "=" + token, Map.of());

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  @Clause({"OIDC Core 3.1.2.2", "OIDC Core 5.5.1"})
  void nobodyElseIsAnsweredForThanTheSubjectThatIsAskedFor() {
    var person = server.person();
    String cookie = server.signIn(person).cookieValue();
    var tokens =
        json(
            server.call(
                Endpoints.TOKEN, "fund", codeGrant(server.code("fund", FUND, cookie), FUND)));
    var userInfo =
        server.send(
            server
                .request(Endpoints.USERINFO)
                .header("Authorization", "Bearer " + tokens.get("access_token")));
    String own = json(userInfo).get("sub").toString();

    assertThat(silently(own, cookie)).containsKey("code");
    assertThat(silently("somebody-else", cookie)).containsEntry("error", "login_required");
    String other = server.signIn(server.person()).cookieValue();
    assertThat(silently(own, other)).containsEntry("error", "login_required");
  }

  private Map<String, String> silently(String subject, String cookie) {
    String claims = "{\"id_token\":{\"sub\":{\"value\":\"" + subject + "\"}}}";
    var wish = with(authorization("fund", FUND), "prompt", "none", "claims", claims);
    return query(server.get(Endpoints.AUTHORIZE, wish, sessionCookie(cookie)));
  }
}
