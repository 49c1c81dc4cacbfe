package cn.tongxing.sdk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An identity provider whose every answer a test can twist. Real HTTP, real signatures. */
final class FakeProvider implements AutoCloseable {

  static final String ACCESS_TOKEN = "an-access-token";
  private static final String LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";

  final CopyOnWriteArrayList<Map<String, String>> tokenRequests = new CopyOnWriteArrayList<>();
  UnaryOperator<Map<String, Object>> discovery = UnaryOperator.identity();
  UnaryOperator<JWTClaimsSet.Builder> idToken = UnaryOperator.identity();
  UnaryOperator<String> signedIdToken = UnaryOperator.identity();
  JOSEObjectType type = JOSEObjectType.JWT;
  String nonce = "";
  String userInfoSubject = "subject-1";
  int tokenStatus = 200;
  final AtomicInteger discoveries = new AtomicInteger();
  volatile HttpHandler discoveryHandler = e -> json(e, 200, document());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ECKey key;
  private final HttpServer server;

  FakeProvider() throws IOException, JOSEException {
    key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/.well-known/openid-configuration",
        e -> {
          discoveries.incrementAndGet();
          discoveryHandler.handle(e);
        });
    server.createContext("/jwks", e -> json(e, 200, new JWKSet(key.toPublicJWK()).toJSONObject()));
    server.createContext("/token", this::token);
    server.createContext("/userinfo", e -> json(e, 200, Map.of("sub", userInfoSubject)));
    server.start();
  }

  URI issuer() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  String logoutToken(UnaryOperator<JWTClaimsSet.Builder> twist) throws JOSEException {
    JWTClaimsSet.Builder claims =
        claims(120)
            .jwtID("j1")
            .claim("sid", "sid-1")
            .claim("events", Map.of(LOGOUT_EVENT, Map.of()));
    return sign(twist.apply(claims).build(), new JOSEObjectType("logout+jwt"));
  }

  private JWTClaimsSet.Builder claims(int seconds) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer().toString())
        .audience("app")
        .subject("subject-1")
        .issueTime(new Date())
        .expirationTime(Date.from(Instant.now().plusSeconds(seconds)));
  }

  private Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", issuer().toString());
    document.put("authorization_endpoint", issuer() + "/authorize");
    document.put("token_endpoint", issuer() + "/token");
    document.put("userinfo_endpoint", issuer() + "/userinfo");
    document.put("jwks_uri", issuer() + "/jwks");
    document.put("end_session_endpoint", issuer() + "/logout");
    document.put("authorization_response_iss_parameter_supported", true);
    return discovery.apply(document);
  }

  private void token(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    form.put("authorization", exchange.getRequestHeaders().getFirst("Authorization"));
    tokenRequests.add(form);
    if (tokenStatus != 200) {
      json(exchange, tokenStatus, Map.of("error", "invalid_grant", "error_description", "no"));
      return;
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", ACCESS_TOKEN);
    answer.put("token_type", "Bearer");
    answer.put("expires_in", 300);
    answer.put("id_token", signedIdToken.apply(signIdToken()));
    json(exchange, 200, answer);
  }

  private String signIdToken() {
    JWTClaimsSet.Builder claims =
        claims(300)
            .claim("nonce", nonce)
            .claim("sid", "sid-1")
            .claim("acr", "urn:tongxing:acr:p2:a1")
            .claim("amr", List.of("sms"))
            .claim("auth_time", Instant.now().getEpochSecond())
            .claim("at_hash", leftHalf(ACCESS_TOKEN));
    try {
      return sign(idToken.apply(claims).build(), type);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String sign(JWTClaimsSet claims, JOSEObjectType as) throws JOSEException {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).type(as).build();
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }

  private static String leftHalf(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static void json(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
    try (exchange) {
      byte[] bytes = JSONObjectUtils.toJSONString(body).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
