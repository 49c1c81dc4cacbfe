package cn.tongxing.idp.protocol;

import cn.tongxing.idp.client.ClientApply;
import cn.tongxing.idp.kernel.RequestOrigin;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A relying party of the running server that authenticates by {@code private_key_jwt}. */
final class SigningClient {

  static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  static final String REDIRECT_URI = "https://signing.example/cb";

  private final RunningServer server;
  private final String id;
  private final ECKey key;

  private SigningClient(RunningServer server, String id, ECKey key) {
    this.server = server;
    this.id = id;
    this.key = key;
  }

  /** Registers one with a new key. */
  static SigningClient register(RunningServer server) {
    try {
      String id = "signing-" + UUID.randomUUID();
      var key = new ECKeyGenerator(Curve.P_256).keyID("2026-11").generate();
      register(server, id, "jwks: { keys: [ " + key.toPublicJWK().toJSONString() + " ] }");
      return new SigningClient(server, id, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Registers one whose key is published at an address by now. */
  static SigningClient register(RunningServer server, URI published, ECKey key) throws IOException {
    String id = "signing-" + UUID.randomUUID();
    register(server, id, "jwks_uri: \"" + published + "\"");
    return new SigningClient(server, id, key);
  }

  private static void register(RunningServer server, String id, String keys) throws IOException {
    Path file = Files.createTempFile("signing", ".yml");
    Files.writeString(
        file,
        """
        clients:
          - client_id: %s
            name: { zh-CN: 签名应用, zh-TW: 簽名應用, en: Signing }
            department: { zh-CN: 大数据局, zh-TW: 大數據局, en: Data Office }
            purpose: { zh-CN: 测试, zh-TW: 測試, en: To test }
            token_endpoint_auth_method: private_key_jwt
            %s
            grant_types: [authorization_code, refresh_token, client_credentials]
            redirect_uris: ["%s"]
            scopes: [openid, "signing:own"]
            sector: data
            consent_required: false
        """
            .formatted(id, keys, REDIRECT_URI));
    var clients = server.bean(ClientApply.class);
    switch (clients.plan(file)) {
      case ClientApply.Plan plan -> clients.apply(plan, RequestOrigin.SERVER).orElseThrow();
      case ClientApply.Rejected(var problems) -> throw new IllegalStateException("" + problems);
    }
  }

  String id() {
    return id;
  }

  ECKey key() {
    return key;
  }

  /** What a good assertion says. */
  JWTClaimsSet.Builder claims() {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(id)
        .subject(id)
        .audience(server.issuer())
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(60)));
  }

  /** The header of a good one. */
  static JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("2026-11");
  }

  String assertion() {
    return assertion(claims -> claims);
  }

  /** One of which a claim is changed. */
  String assertion(UnaryOperator<JWTClaimsSet.Builder> change) {
    return signed(header().build(), change.apply(claims()).build());
  }

  String signed(JWSHeader header, JWTClaimsSet claims) {
    return signed(header, claims, key);
  }

  /** Claims as they are written. */
  String signed(String claims) {
    try {
      var jws = new JWSObject(header().build(), new Payload(claims));
      jws.sign(new ECDSASigner(key));
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String signed(JWSHeader header, JWTClaimsSet claims, ECKey key) {
    try {
      var jwt = new SignedJWT(header, claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A form with an assertion beside its parameters. */
  static Map<String, String> with(String assertion, Map<String, String> body) {
    var form = new LinkedHashMap<>(body);
    form.put("client_assertion_type", TYPE);
    form.put("client_assertion", assertion);
    return form;
  }

  /** Asks for a token of its own. */
  HttpResponse<String> token(String assertion) {
    return server.post(
        Endpoints.TOKEN, with(assertion, Map.of("grant_type", "client_credentials")));
  }
}
