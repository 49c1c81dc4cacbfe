package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.LogLines;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Authentication of a client by an assertion that it signs ({@code private_key_jwt}). */
@Clause({"T2", "T11", "RFC 7523 3", "FAPI 2.0 5.3.2.1"})
class ClientAssertionTest {

  private static final Map<String, String> OWN_TOKEN = Map.of("grant_type", "client_credentials");

  private final RunningServer server = RunningServer.shared();
  private final SigningClient client = SigningClient.register(server);

  /** The reason of each refusal of the client on the trail, oldest first. */
  private List<String> reasons() {
    return server
        .bean(JdbcClient.class)
        .sql(
            """
            select details::json ->> 'reason' from audit_event
             where type = 'client.authentication.failed' and client = :client order by id
            """)
        .param("client", client.id())
        .query(String.class)
        .list();
  }

  private void isRefused(HttpResponse<String> answer, String reason) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(json(answer)).containsEntry("error", "invalid_client");
    assertThat(json(answer).get("error_description").toString())
        .as("the same whatever is wrong")
        .startsWith("The client_assertion does not hold.");
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(reasons()).last().isEqualTo(reason);
  }

  @Test
  @Clause("T3")
  void theLogSaysWhichOfThemItWas() {
    try (var log = LogLines.begin()) {
      isRefused(
          client.token(client.assertion(claims -> claims.audience("https://elsewhere.example"))),
          "assertion_audience");

      assertThat(log.all())
          .anyMatch(line ->
              line.contains("client " + client.id() + ", ASSERTION_REFUSED")
                  && line.endsWith("[assertion-audience]"));
    }
  }

  @Test
  @Clause({"RFC 7523 2.2", "OIDC Core 9"})
  void aPersonIsSignedInAndTokensAreRefreshedAskedAboutAndTakenBack() {
    String cookie = server.signIn(server.person()).cookieValue();
    String code = server.code(client.id(), SigningClient.REDIRECT_URI, cookie);
    var answer =
        server.post(
            Endpoints.TOKEN,
            SigningClient.with(client.assertion(), codeGrant(code, SigningClient.REDIRECT_URI)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

    String refresh = json(answer).get("refresh_token").toString();
    var refreshed =
        server.post(
            Endpoints.TOKEN,
            SigningClient.with(
                client.assertion(),
                Map.of("grant_type", "refresh_token", "refresh_token", refresh)));
    assertThat(refreshed.statusCode()).isEqualTo(200);
    Map<String, String> token = Map.of("token", json(refreshed).get("access_token").toString());
    assertThat(
            json(server.post(Endpoints.INTROSPECT, SigningClient.with(client.assertion(), token))))
        .containsEntry("active", true)
        .containsEntry("client_id", client.id());
    assertThat(
            server
                .post(Endpoints.REVOKE, SigningClient.with(client.assertion(), token))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            json(server.post(Endpoints.INTROSPECT, SigningClient.with(client.assertion(), token))))
        .containsEntry("active", false);
  }

  @Test
  void theClientMayBeNamedBesideAndIsNobodyElse() {
    var named = with(SigningClient.with(client.assertion(), OWN_TOKEN), "client_id", client.id());
    assertThat(server.post(Endpoints.TOKEN, named).statusCode()).isEqualTo(200);
    var other = with(SigningClient.with(client.assertion(), OWN_TOKEN), "client_id", "hospital");
    assertThat(json(server.post(Endpoints.TOKEN, other))).containsEntry("error", "invalid_request");
  }

  private static UnaryOperator<JWTClaimsSet.Builder> expiring(long seconds) {
    return claims -> claims.expirationTime(Date.from(Instant.now().plusSeconds(seconds)));
  }

  private static Arguments bad(
      String what, String reason, UnaryOperator<JWTClaimsSet.Builder> change) {
    return Arguments.of(what, reason, change);
  }

  static Stream<Arguments> badClaims() {
    String issuer = RunningServer.shared().issuer();
    return Stream.of(
        bad("another issuer", "issuer", claims -> claims.issuer("hospital")),
        bad("no issuer", "issuer", claims -> claims.issuer(null)),
        bad("token endpoint", "audience", claims -> claims.audience(issuer + Endpoints.TOKEN)),
        bad("another server", "audience", claims -> claims.audience("https://other.example")),
        bad("with a slash", "audience", claims -> claims.audience(issuer + "/")),
        bad("and another", "audience", claims -> claims.audience(List.of(issuer, "https://o.ex"))),
        bad("no audience", "audience", claims -> claims.audience((String) null)),
        bad("a year", "expiry", expiring(365 * 86400L)),
        bad("six minutes", "expiry", expiring(360)),
        bad("expired", "expiry", expiring(-61)),
        bad("no expiry", "expiry", claims -> claims.expirationTime(null)),
        bad("a text", "expiry", claims -> claims.claim("exp", "soon")),
        bad("out of all bounds", "expiry", claims -> claims.claim("exp", 1e300)),
        bad("of the future", "times", in("iat", 70)),
        bad("not yet", "times", in("nbf", 70)),
        bad("no date", "times", claims -> claims.claim("iat", "today")),
        bad("no id", "id", claims -> claims.jwtID(null)),
        bad("a blank id", "id", claims -> claims.jwtID(" ")),
        bad("a long id", "id", claims -> claims.jwtID("x".repeat(257))),
        bad("a number as id", "id", claims -> claims.claim("jti", 7)));
  }

  private static UnaryOperator<JWTClaimsSet.Builder> in(String claim, long seconds) {
    return claims -> claims.claim(claim, Instant.now().getEpochSecond() + seconds);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badClaims")
  @Clause("T11")
  void whatItSaysMustBeRight(
      String what, String reason, UnaryOperator<JWTClaimsSet.Builder> change) {
    isRefused(client.token(client.assertion(change)), "assertion_" + reason);
  }

  @Test
  @Clause({"T11", "RFC 7523 3"})
  void theAudienceIsTheSameAtEveryEndpoint() {
    for (String path : List.of(Endpoints.INTROSPECT, Endpoints.REVOKE)) {
      String own = client.assertion(claims -> claims.audience(server.issuer() + path));
      isRefused(
          server.post(path, SigningClient.with(own, Map.of("token", "x"))), "assertion_audience");
    }
  }

  @Test
  @Clause("T11")
  void aListOfOneAudienceIsNotOneText() {
    String one = "\"" + server.issuer() + "\"";
    String claims =
        client
            .claims()
            .build()
            .toString()
            .replaceFirst("\"aud\":\"[^\"]*\"", "\"aud\":[" + one + "]");
    assertThat(claims).contains("[" + one + "]");
    isRefused(client.token(client.signed(claims)), "assertion_audience");
  }

  @Test
  void clocksMayDifferALittle() {
    for (var good : List.of(expiring(320), expiring(-20), in("iat", 10), in("nbf", 10))) {
      assertThat(client.token(client.assertion(good)).statusCode()).isEqualTo(200);
    }
    assertThat(client.token(client.assertion(claims -> claims.issueTime(null))).statusCode())
        .as("iat is optional")
        .isEqualTo(200);
  }

  @Test
  @Clause({"T2", "RFC 7523 7"})
  void thirtyThatShowOneAssertionAtOnceAreOne() throws Exception {
    String assertion = client.assertion();
    var answers = StoresAwayTest.atOnce(30, () -> client.token(assertion));
    assertThat(answers.stream().map(HttpResponse::statusCode))
        .hasSize(30)
        .containsOnlyOnce(200)
        .containsOnly(200, 401);
    isRefused(client.token(assertion), "assertion_replayed");
    isRefused(
        server.post(Endpoints.REVOKE, SigningClient.with(assertion, Map.of("token", "x"))),
        "assertion_replayed");
  }

  @Test
  void oneIdOfTwoClientsIsTwo() {
    var other = SigningClient.register(server);
    assertThat(client.token(client.assertion(claims -> claims.jwtID("1"))).statusCode())
        .isEqualTo(200);
    assertThat(other.token(other.assertion(claims -> claims.jwtID("1"))).statusCode())
        .isEqualTo(200);
  }

  @Test
  @Clause({"T1", "RFC 8725 3.1"})
  void onlyTheRegisteredKeyAndAlgorithmSign() throws JOSEException {
    var other = SigningClient.register(server);
    var claims = client.claims().build();
    isRefused(
        client.token(SigningClient.signed(SigningClient.header().build(), claims, other.key())),
        "assertion_signature");
    isRefused(
        client.token(client.signed(SigningClient.header().keyID("2026-12").build(), claims)),
        "assertion_key");

    var shared =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("2026-11").build(), claims);
    shared.sign(
        new MACSigner(client.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
    isRefused(client.token(shared.serialize()), "assertion_algorithm");

    String good = client.assertion();
    String forged = good.substring(0, good.lastIndexOf('.') + 1) + Base64URL.encode(new byte[64]);
    isRefused(client.token(forged), "assertion_signature");
  }

  @Test
  @Clause({"RFC 7515 4.1", "T1"})
  void keysAndAddressesInItsHeaderAreNotLookedAt() throws JOSEException {
    var thief = new ECKeyGenerator(Curve.P_256).keyID("2026-11").generate();
    var header =
        SigningClient.header()
            .jwk(thief.toPublicJWK())
            .jwkURL(URI.create("http://127.0.0.1:1/keys"))
            .x509CertURL(URI.create("http://127.0.0.1:1/cert"))
            .build();
    isRefused(
        client.token(SigningClient.signed(header, client.claims().build(), thief)),
        "assertion_signature");
    assertThat(client.token(client.signed(header, client.claims().build())).statusCode())
        .isEqualTo(200);
  }

  @Test
  void itsTypeIsItsOwnOrNone() {
    for (String type : List.of("JWT", "jwt", "client-authentication+jwt")) {
      var header = SigningClient.header().type(new JOSEObjectType(type)).build();
      assertThat(client.token(client.signed(header, client.claims().build())).statusCode())
          .as(type)
          .isEqualTo(200);
    }
    for (String type : List.of("at+jwt", "logout+jwt", "dpop+jwt")) {
      var header = SigningClient.header().type(new JOSEObjectType(type)).build();
      isRefused(client.token(client.signed(header, client.claims().build())), "assertion_type");
    }
  }

  @Test
  @Clause("T2")
  void whatCannotBeReadNamesNobody() {
    String body = Base64URL.encode("{\"sub\":\"" + client.id() + "\"}").toString();
    for (String text :
        List.of("x", "a.b.c", Base64URL.encode("{\"alg\":\"none\"}") + "." + body + ".")) {
      says(client.token(text), 401, "invalid_client", "no signed JWT");
    }
    says(
        client.token(client.assertion(claims -> claims.subject(null))),
        401,
        "invalid_client",
        "no signed JWT");
    says(
        client.token(client.assertion(claims -> claims.subject("nobody").issuer("nobody"))),
        401,
        "invalid_client",
        "not registered here");
    var form = SigningClient.with(client.assertion(), OWN_TOKEN);
    says(
        server.post(Endpoints.TOKEN, with(form, "client_assertion_type", "")),
        401,
        "invalid_client",
        "client_assertion_type");
    says(
        server.post(Endpoints.TOKEN, with(form, "client_assertion", "")),
        401,
        "invalid_client",
        "no signed JWT");
    says(
        server.post(
            Endpoints.TOKEN
                + "?"
                + RunningServer.form(SigningClient.with(client.assertion(), Map.of())),
            OWN_TOKEN),
        401,
        "invalid_client",
        "stands in the address");
    says(
        server.post(
            Endpoints.TOKEN + "?client%5Fassertion=" + client.assertion(),
            with(OWN_TOKEN, "client_assertion_type", SigningClient.TYPE)),
        401,
        "invalid_client",
        "stands in the address");
  }

  @Test
  void whatElseStandsInTheAddressIsNotItsConcern() {
    var form = SigningClient.with(client.assertion(), OWN_TOKEN);
    assertThat(server.post(Endpoints.TOKEN + "?trace=client_assertion", form).statusCode())
        .isEqualTo(200);
  }

  private static void says(HttpResponse<String> answer, int status, String code, String words) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer)).containsEntry("error", code);
    assertThat(json(answer).get("error_description").toString()).contains(words);
  }

  @Test
  @Clause({"T3", "RFC 6749 2.3"})
  void oneMethodInARequestAndOneForAClient() {
    var form = SigningClient.with(client.assertion(), OWN_TOKEN);
    says(
        server.post(Endpoints.TOKEN, with(form, "client_secret", "x")),
        400,
        "invalid_request",
        "more than one way");
    String basic =
        Base64.getEncoder().encodeToString((client.id() + ":x").getBytes(StandardCharsets.UTF_8));
    says(
        server.send(
            server
                .request(Endpoints.TOKEN)
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(RunningServer.form(form)))),
        400,
        "invalid_request",
        "more than one way");
    assertThat(client.token(form.get("client_assertion")).statusCode())
        .as("what was not looked at is not spent")
        .isEqualTo(200);

    says(
        server.call(Endpoints.TOKEN, client.id(), OWN_TOKEN),
        401,
        "invalid_client",
        "registered for private_key_jwt");
    says(
        server.post(Endpoints.TOKEN, with(OWN_TOKEN, "client_id", client.id())),
        401,
        "invalid_client",
        "registered for private_key_jwt");
    assertThat(reasons()).containsExactly("assertion_missing", "assertion_missing");
    for (String other : List.of("hospital", "native")) {
      says(
          client.token(client.assertion(claims -> claims.subject(other).issuer(other))),
          401,
          "invalid_client",
          "not registered for private_key_jwt");
    }
  }
}
