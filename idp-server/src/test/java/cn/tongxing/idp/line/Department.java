package cn.tongxing.idp.line;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.ClientApply;
import cn.tongxing.idp.client.ClientApply.Applied;
import cn.tongxing.idp.client.ClientApply.Plan;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A department's application that speaks plain OpenID Connect: PKCE and client_secret_basic. */
final class Department implements AutoCloseable {

  private static final String CALLBACK = "http://127.0.0.1:9/callback";
  private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-012345";
  private static final String CLIENT =
      """
      clients:
        - client_id: %s
          name: { zh-CN: 部门, zh-TW: 部門, en: Department }
          department: { zh-CN: 部门, zh-TW: 部門, en: Department }
          purpose: { zh-CN: 测试, zh-TW: 測試, en: Test }
          token_endpoint_auth_method: client_secret_basic
          secrets: [{ label: test }]
          grant_types: [authorization_code, refresh_token, client_credentials]
          redirect_uris: ["http://127.0.0.1:9/callback"]
          post_logout_redirect_uris: ["http://127.0.0.1:9/bye"]
          scopes: [openid, realname, phone, "records:read"]
          sector: %s
          id_token_signed_response_alg: %s
          consent_required: %s
      """;

  /** Where a provider answers. */
  record Endpoints(
      String authorize, String token, String introspect, String userInfo, String scope) {

    static final Endpoints OURS =
        new Endpoints(
            "/oauth2/authorize",
            "/oauth2/token",
            "/oauth2/introspect",
            "/oauth2/userinfo",
            "openid realname");
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = JsonMapper.builder().build();
  private final URI issuer;
  private final String id;
  private final String basic;
  private final Endpoints endpoints;

  private Department(URI issuer, String id, String secret, Endpoints endpoints) {
    this.issuer = issuer;
    this.endpoints = endpoints;
    this.id = id;
    this.basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  /** Registers the application the way an operator does. */
  static Department register(RunningLine line, Path folder, String id, boolean consent)
      throws IOException {
    Path file = Files.writeString(folder.resolve(id + ".yml"), entry(id, "ES256", consent));
    ClientApply clients = line.bean(ClientApply.class);
    Applied applied = clients.apply((Plan) clients.plan(file), RequestOrigin.SERVER).orElseThrow();
    return registered(line.issuer(), id, applied.secrets().getFirst().reveal());
  }

  /** The file by which an operator registers it. */
  static String entry(String id, String algorithm, boolean consent) {
    return CLIENT.formatted(id, id, algorithm, consent);
  }

  /** One that is registered already. */
  static Department registered(URI issuer, String id, String secret) {
    return new Department(issuer, id, secret, Endpoints.OURS);
  }

  /** One that is registered with another provider. */
  static Department registered(URI issuer, String id, String secret, Endpoints endpoints) {
    return new Department(issuer, id, secret, endpoints);
  }

  /** Where the browser is sent to sign in. */
  String authorize() {
    return authorize(endpoints.scope());
  }

  /** The same for other scopes. */
  String authorize(String scopes) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("response_type", "code");
    request.put("client_id", id);
    request.put("redirect_uri", CALLBACK);
    request.put("scope", scopes);
    request.put("state", "state");
    request.put("nonce", "nonce");
    request.put("code_challenge", challenge());
    request.put("code_challenge_method", "S256");
    return endpoints.authorize() + "?" + Walker.encode(request);
  }

  /** The tokens for the code in the address that the browser was sent back to. */
  JsonNode redeem(String location) {
    assertThat(location).startsWith(CALLBACK + "?").contains("code=");
    String code = location.replaceFirst(".*[?&]code=([^&]*).*", "$1");
    return token(
        Map.of(
            "grant_type",
            "authorization_code",
            "code",
            URLDecoder.decode(code, StandardCharsets.UTF_8),
            "redirect_uri",
            CALLBACK,
            "code_verifier",
            VERIFIER));
  }

  JsonNode refresh(String token) {
    return token(Map.of("grant_type", "refresh_token", "refresh_token", token));
  }

  JsonNode ownToken() {
    return token(Map.of("grant_type", "client_credentials", "scope", "records:read"));
  }

  JsonNode introspect(String token) {
    return post(endpoints.introspect(), Map.of("token", token));
  }

  JsonNode userInfo(String token) {
    return send(at(endpoints.userInfo()).header("Authorization", "Bearer " + token).GET());
  }

  JsonNode get(String path) {
    return send(at(path).GET());
  }

  /** Where the browser is sent to sign out. */
  String signOut(String idToken) {
    return "/oauth2/logout?"
        + Walker.encode(
            Map.of("id_token_hint", idToken, "post_logout_redirect_uri", "http://127.0.0.1:9/bye"));
  }

  @Override
  public void close() {
    http.close();
  }

  private JsonNode token(Map<String, String> fields) {
    return post(endpoints.token(), fields);
  }

  private JsonNode post(String path, Map<String, String> fields) {
    return send(
        at(path)
            .header("Authorization", basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(Walker.encode(fields))));
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(issuer.resolve(path));
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(200);
      return json.readTree(answer.body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String challenge() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
