package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.parts;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.Sessions.Started;
import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One answer to all causes; the operator's log says which it was, and the client is not told. */
@Clause({"T3", "RFC 6749 5.2"})
@ExtendWith(OutputCaptureExtension.class)
class RefusedGrantsTest {

  private static final String FUND = HeldTokens.FUND;

  /** Its own: of one client a server writes thirty lines a minute, and others are refused too. */
  private static RunningServer own;

  private final RunningServer server = own;
  private final HeldTokens held = new HeldTokens(server);
  private final PersonId person = server.person();
  private final Started session = server.signIn(person);

  @BeforeAll
  static void start() {
    own = RunningServer.with();
  }

  @AfterAll
  static void stop() {
    own.stop();
  }

  private static void isRefused(
      HttpResponse<String> answer, String error, String client, String cause, CapturedOutput log) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer)).containsEntry("error", "invalid_grant");
    assertThat(answer.body()).as("the caller is not told").doesNotContain("[" + cause);
    assertThat(log.getOut())
        .containsPattern(
            "client %s, %s \\(invalid_grant\\).* \\[%s]"
                .formatted(client, error, Pattern.quote(cause)));
  }

  private HttpResponse<String> refresh(String client, Object token) {
    return server.call(
        Endpoints.TOKEN,
        client,
        Map.of("grant_type", "refresh_token", "refresh_token", token.toString()));
  }

  private void isNotRefreshed(String client, Object token, String cause, CapturedOutput log) {
    isRefused(refresh(client, token), "REFRESH_TOKEN_REFUSED", client, cause, log);
    assertThat(log.getOut()).doesNotContain(token.toString());
  }

  private Map<String, Object> tokens() {
    return held.of(session.cookieValue());
  }

  private void age(Map<String, Object> tokens) {
    int aged =
        server
            .bean(JdbcClient.class)
            .sql(
                "update authorization_grant set created_at = created_at - interval '400 days',"
                    + " expires_at = created_at - interval '1 day' where id = cast(? as uuid)")
            .param(parts(tokens.get("access_token")).getLast().get("grant").toString())
            .update();
    assertThat(aged).isEqualTo(1);
  }

  @Test
  void whatIsNoRefreshTokenOfOursIsCalledThat(CapturedOutput log) {
    isNotRefreshed("fund", tokens().get("access_token"), "not-ours", log);
  }

  @Test
  void oneOfAnotherClientIsCalledThat(CapturedOutput log) {
    isNotRefreshed("hospital", tokens().get("refresh_token"), "other-client", log);
  }

  @Test
  void oneThatHasExpiredIsCalledThat(CapturedOutput log) {
    Map<String, Object> tokens = tokens();
    age(tokens);
    isNotRefreshed("fund", tokens.get("refresh_token"), "expired", log);
  }

  @Test
  void oneThatCameAgainIsCalledThatAndTheNextOneSaysWhatItWasRevokedFor(CapturedOutput log) {
    Object first = tokens().get("refresh_token");
    Object second = json(refresh("fund", first)).get("refresh_token");
    Object third = json(refresh("fund", second)).get("refresh_token");

    isNotRefreshed("fund", first, "reused", log);
    isNotRefreshed("fund", third, "revoked: refresh_reused", log);
  }

  @Test
  void oneOfASessionThatHasEndedSaysHow(CapturedOutput log) {
    Object token = tokens().get("refresh_token");
    server
        .bean(Sessions.class)
        .end(session.session().id(), Sessions.EndReason.LOGOUT, RequestOrigin.SERVER);

    isNotRefreshed("fund", token, "revoked: session_logout", log);
  }

  @Test
  void oneThatTheClientTookBackSaysThat(CapturedOutput log) {
    Object token = tokens().get("refresh_token");
    server.call(Endpoints.REVOKE, "fund", Map.of("token", token.toString()));

    isNotRefreshed("fund", token, "revoked: client", log);
  }

  @Test
  void aScopeThatNobodyGrantedIsCalledThat(CapturedOutput log) {
    var answer =
        server.call(
            Endpoints.TOKEN,
            "fund",
            Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens().get("refresh_token").toString(),
                "scope",
                "openid hospital:read"));

    assertThat(json(answer)).containsEntry("error", "invalid_scope");
    assertThat(log.getOut()).containsPattern("client fund, SCOPE_TOO_WIDE .* \\[not-granted]");
  }

  // ----- codes

  private void isNotRedeemed(
      String client, Map<String, String> request, String cause, CapturedOutput log) {
    var answer = server.call(Endpoints.TOKEN, client, request);
    isRefused(answer, "CODE_REFUSED", client, cause, log);
    assertThat(log.getOut()).doesNotContain(request.get("code"));
  }

  private String code() {
    return held.code(session.cookieValue());
  }

  @Test
  void aCodeThatWasSpentIsCalledThat(CapturedOutput log) {
    String code = code();
    held.redeemed(code);
    isNotRedeemed("fund", codeGrant(code, FUND), "spent", log);
  }

  @Test
  void aCodeOfAnotherClientIsCalledThat(CapturedOutput log) {
    isNotRedeemed("hospital", codeGrant(code(), FUND), "other-client", log);
  }

  @Test
  void aCodeForAnotherAddressIsCalledThat(CapturedOutput log) {
    isNotRedeemed("fund", codeGrant(code(), FUND + "/"), "other-redirect-uri", log);
  }

  @Test
  void aCodeWithAnotherVerifierIsCalledThat(CapturedOutput log) {
    isNotRedeemed(
        "fund",
        with(codeGrant(code(), FUND), "code_verifier", "v".repeat(43)),
        "wrong-verifier",
        log);
  }

  @Test
  void aCodeOfASessionThatHasEndedIsCalledThat(CapturedOutput log) {
    String code = code();
    server
        .bean(Sessions.class)
        .end(session.session().id(), Sessions.EndReason.LOGOUT, RequestOrigin.SERVER);
    isNotRedeemed("fund", codeGrant(code, FUND), "session-ended", log);
  }

  @Test
  void whatIsNoCodeIsCalledThat(CapturedOutput log) {
    isNotRedeemed("fund", codeGrant("no-code-of-ours", FUND), "malformed", log);
  }
}
