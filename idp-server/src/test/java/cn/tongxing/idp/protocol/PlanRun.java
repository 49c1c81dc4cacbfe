package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.parts;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.line.Walker;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One run of a module of the OpenID Foundation's plans: a browser without script, a person who
 * signs in with identifier and password, and the checks that the suite makes in every flow.
 */
final class PlanRun {

  static final String CALLBACK = "https://suite.example/test/a/tongxing/callback";
  private static final String PASSWORD = "three ferries at dawn";

  /** What a code of 16 random bytes still has; the suite asks for 96 bits. */
  private static final double ENTROPY = 96;

  /** Claims of an ID token that nobody need ask for; of any other the suite warns. */
  private static final Set<String> UNASKED =
      Set.of(
          "iss",
          "sub",
          "aud",
          "exp",
          "iat",
          "auth_time",
          "nonce",
          "acr",
          "amr",
          "azp",
          "at_hash",
          "sid");

  private final RunningServer server;
  private final String identifier = ProofFixtures.idNumber();
  private final Walker browser;

  PlanRun(RunningServer server) {
    this.server = server;
    this.browser = new Walker(URI.create(server.issuer()));
    var person = server.person(identifier);
    PasswordCredentials.Change change =
        server
            .bean(TransactionTemplate.class)
            .execute(_ ->
                server.bean(PasswordCredentials.class).set(person, PASSWORD, RequestOrigin.SERVER));
    assertThat(change).isEqualTo(PasswordCredentials.Change.ACCEPTED);
  }

  /** A request as the suite makes it: no PKCE, a state and a nonce of its own. */
  static Map<String, String> request(String client, String... changes) {
    var parameters =
        with(
            RunningServer.authorization(client, CALLBACK),
            "state",
            UUID.randomUUID().toString(),
            "nonce",
            UUID.randomUUID().toString(),
            "code_challenge",
            "",
            "code_challenge_method",
            "");
    return with(parameters, changes);
  }

  /** Goes to the authorization endpoint, and wherever it sends the browser. */
  Walker.Answer visit(Map<String, String> request) {
    return browser.open(Endpoints.AUTHORIZE + "?" + RunningServer.form(request));
  }

  /** Follows a redirect that an answer named. */
  void open(String path) {
    browser.open(path);
  }

  boolean isAskedToSignIn() {
    return browser.last().status() == 200 && browser.last().body().contains("id=\"way-password\"");
  }

  /** Chooses the password; the form with the stable ids is shown. */
  String passwordForm() {
    assertThat(isAskedToSignIn()).as(browser.last().toString()).isTrue();
    String page = browser.press("method:password").body();
    assertThat(page)
        .containsOnlyOnce("id=\"identifier\" name=\"identifier\"")
        .containsOnlyOnce("id=\"password\" name=\"password\"")
        .containsOnlyOnce("name=\"action\" value=\"submit\" id=\"continue\"");
    return page;
  }

  void signIn() {
    passwordForm();
    browser.press("submit", "identifier", identifier, "password", PASSWORD);
  }

  /** What the client is answered, after signing in if that is asked for. */
  Map<String, String> answer(Map<String, String> request) {
    visit(request);
    if (isAskedToSignIn()) {
      signIn();
    }
    return callback(request);
  }

  /** The answer at the client's address; the checks of every flow. */
  Map<String, String> callback(Map<String, String> request) {
    assertThat(browser.last().location()).as(browser.last().body()).startsWith(CALLBACK + "?");
    var answer = RunningServer.query(browser.last().location());
    assertThat(answer)
        .containsEntry("state", request.get("state"))
        .containsEntry("iss", server.issuer());
    if (answer.containsKey("code")) {
      assertThat(entropy(answer.get("code"))).isGreaterThan(ENTROPY);
    }
    assertThat(answer.getOrDefault("error_description", "")).doesNotContain("\r", "\n", "\t");
    return answer;
  }

  /** A whole flow: code, tokens, ID token; gives the token response. */
  Map<String, Object> flow(Map<String, String> request) {
    return redeemed(request, answer(request).get("code"));
  }

  Map<String, Object> redeemed(Map<String, String> request, String code) {
    String client = request.get("client_id");
    var answer =
        request.containsKey("code_challenge")
            ? token(client, codeGrant(code, CALLBACK))
            : redeem(client, code);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var tokens = json(answer);
    assertThat(tokens).containsEntry("token_type", "Bearer").containsKey("refresh_token");
    assertThat(Integer.parseInt(tokens.get("expires_in").toString())).isPositive();
    assertThat(entropy(tokens.get("access_token").toString())).isGreaterThan(ENTROPY);
    assertThat(entropy(tokens.get("refresh_token").toString())).isGreaterThan(ENTROPY);
    assertThat(claims(request, tokens).get("nonce")).isEqualTo(request.get("nonce"));
    return tokens;
  }

  /** Sends a code to the token endpoint, by the client's method; the checks of every answer. */
  HttpResponse<String> redeem(String client, String code) {
    return token(client, with(codeGrant(code, CALLBACK), "code_verifier", ""));
  }

  HttpResponse<String> token(String client, Map<String, String> grant) {
    var answer =
        client.equals("plan-c")
            ? server.post(
                Endpoints.TOKEN,
                with(grant, "client_id", client, "client_secret", RunningServer.SECRET))
            : server.call(Endpoints.TOKEN, client, grant);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(json(answer).getOrDefault("error_description", "").toString())
        .doesNotContain("\r", "\n", "\t");
    return answer;
  }

  /** The claims of the ID token, which is verified as a client must (OpenID Connect 3.1.3.7). */
  Map<String, Object> claims(Map<String, String> request, Map<String, Object> tokens) {
    var token = tokens.get("id_token").toString();
    assertThat(isSigned(token)).isTrue();
    var claims = parts(token).get(1);
    assertThat(claims)
        .containsEntry("iss", server.issuer())
        .containsEntry("aud", request.get("client_id"))
        .containsKeys("sub", "auth_time", "acr");
    assertThat(UNASKED).containsAll(claims.keySet());
    long now = Instant.now().getEpochSecond();
    assertThat(Long.parseLong(claims.get("iat").toString())).isBetween(now - 60, now + 1);
    assertThat(Long.parseLong(claims.get("exp").toString())).isGreaterThan(now);
    return claims;
  }

  private boolean isSigned(String token) {
    try {
      var jwt = SignedJWT.parse(token);
      var keys = JWKSet.parse(server.get(Endpoints.JWKS, Map.of()).body());
      assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
      var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
      return jwt.verify(new RSASSAVerifier(key.toRSAKey()));
    } catch (ParseException | JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** By the frequency of the characters, as the suite measures it. */
  private static double entropy(String text) {
    return text
        .chars()
        .boxed()
        .collect(Collectors.groupingBy(each -> each, Collectors.counting()))
        .values()
        .stream()
        .mapToDouble(count -> {
          double share = (double) count / text.length();
          return -count * Math.log(share) / Math.log(2);
        })
        .sum();
  }
}
