package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.parts;
import static cn.tongxing.idp.protocol.RunningServer.query;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.keys.TokenSigner;
import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What UserInfo refuses leaves a line with the client, the error and its cause. */
@Clause({"T3", "RFC 6750 3.1"})
@ExtendWith(OutputCaptureExtension.class)
class RefusedTokensTest {

  private static final String REFUSED = "TOKEN_REFUSED (invalid_token)";

  private final RunningServer server = RunningServer.shared();
  private final HeldTokens held = new HeldTokens(server);
  private final PersonId person = server.person();
  private final Map<String, Object> tokens = held.of(server.signIn(person).cookieValue());

  private HttpResponse<String> shown(Object token) {
    return server.send(
        server.request(Endpoints.USERINFO).header("Authorization", "Bearer " + token).GET());
  }

  private void isRefused(Object token, String client, String cause, CapturedOutput log) {
    var answer = shown(token);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
        .startsWith("Bearer realm=\"tongxing\", error=\"invalid_token\"");
    assertThat(answer.body()).as("the caller is not told").doesNotContain("[" + cause);
    assertThat(log.getOut())
        .containsPattern("client " + client + ", " + escaped(REFUSED) + ".* \\[" + cause + "]");
    assertThat(log.getOut()).doesNotContain(token.toString());
  }

  private static String escaped(String text) {
    return java.util.regex.Pattern.quote(text);
  }

  /** One like the token that was issued, with a change. */
  private String signed(String type, String claim, Object value) {
    var claims = new LinkedHashMap<>(parts(tokens.get("access_token")).get(1));
    claims.put(claim, value);
    return server.bean(TokenSigner.class).sign(SigningAlgorithm.ES256, type, claims);
  }

  @Test
  void whatIsNoTokenOfOursIsOfNobody(CapturedOutput log) {
    isRefused("abc.def.ghi", "unknown", "not-ours", log);
  }

  @Test
  void anIdTokenIsNoAccessToken(CapturedOutput log) {
    isRefused(tokens.get("id_token"), "unknown", "not-ours", log);
  }

  @Test
  void oneThatHasExpiredIsCalledThat(CapturedOutput log) {
    assertThat(shown(signed("at+jwt", "x", "y")).statusCode()).isEqualTo(200);
    long before = Instant.now().minusSeconds(1).getEpochSecond();
    isRefused(signed("at+jwt", "exp", before), "fund", "expired", log);
  }

  @ParameterizedTest
  @CsvSource({"https://records.example/api", "https://bills.example/"})
  void oneForAResourceIsCalledThat(String resource, CapturedOutput log) {
    String callback = "https://caller.example/cb";
    var wish =
        with(
            RunningServer.authorization("caller", callback),
            "scope",
            "openid records:read bills:read",
            "resource",
            resource);
    String code =
        query(
                server.get(
                    Endpoints.AUTHORIZE, wish, sessionCookie(server.signIn(person).cookieValue())))
            .get("code");
    var answer = json(server.call(Endpoints.TOKEN, "caller", codeGrant(code, callback)));
    isRefused(answer.get("access_token"), "caller", "for-a-resource", log);
  }

  @Test
  void oneThatWasTakenBackIsCalledThat(CapturedOutput log) {
    String token = tokens.get("access_token").toString();
    server.call(Endpoints.REVOKE, "fund", Map.of("token", token));
    isRefused(token, "fund", "revoked", log);
  }

  @Test
  void oneOfAClientThatIsGoneIsCalledThat(CapturedOutput log) {
    isRefused(signed("at+jwt", "client_id", "gone"), "gone", "client-gone", log);
  }

  @Test
  void theOtherErrorsLeaveTheirLineToo(CapturedOutput log) {
    assertThat(shown(signed("at+jwt", "scope", "profile")).statusCode()).isEqualTo(403);
    var twice =
        server
            .request(Endpoints.USERINFO)
            .header("Authorization", "Bearer x")
            .header("Content-Type", "application/x-www-form-urlencoded");
    assertThat(server.send(twice.POST(BodyPublishers.ofString("access_token=y"))).statusCode())
        .isEqualTo(400);
    var unreadable =
        server
            .request(Endpoints.USERINFO)
            .header("Content-Type", "application/x-www-form-urlencoded");
    assertThat(
            server.send(unreadable.POST(BodyPublishers.ofString("access_token=%zz"))).statusCode())
        .isEqualTo(400);

    assertThat(log)
        .contains("client fund, TOKEN_WITHOUT_OPENID (insufficient_scope)")
        .contains("client unknown, TWO_TOKENS (invalid_request)")
        .contains("client unknown, BODY_UNREADABLE (invalid_request)");
  }
}
