package cn.tongxing.idp.client.apply;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.Client.Authentication.PrivateKey;
import cn.tongxing.idp.client.ClientApply;
import cn.tongxing.idp.client.ClientApply.Plan;
import cn.tongxing.idp.client.ClientApply.Rejected;
import cn.tongxing.idp.client.ClientKeys.Inline;
import cn.tongxing.idp.client.ClientRegister;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.ProtocolNode;
import cn.tongxing.idp.testing.Clause;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Keys that stand in the clients file. */
@Clause({"RFC 7591 2", "T7", "W4"})
class ClientKeysFileTest {

  private static final ClientId HOSPITAL = new ClientId("hospital");

  @TempDir Path folder;
  private ProtocolNode node;

  @BeforeEach
  void start() {
    node = ProtocolNode.start(folder);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private static ECKey key(String kid) throws JOSEException {
    return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
  }

  /** The keys stand on lines 12 and following. */
  private static String file(String... keys) {
    return """
    clients:
      - client_id: hospital
        name: { zh-CN: 预约挂号, zh-TW: 預約掛號, en: Appointments }
        department: { zh-CN: 卫健委, zh-TW: 衛健委, en: Health Commission }
        purpose: { zh-CN: 为您预约, zh-TW: 為您預約, en: To book for you }
        client_uri: "https://hospital.example/"
        grant_types: [authorization_code]
        redirect_uris: ["https://hospital.example/callback"]
        scopes: [openid]
        sector: health
        token_endpoint_auth_method: private_key_jwt
    """
        + (keys.length == 0
            ? ""
            : "    jwks: { \"keys\": [\n        " + String.join(",\n        ", keys) + "] }\n");
  }

  private ClientApply.Planned plan(String text) throws IOException {
    return node.get(ClientApply.class).plan(Files.writeString(folder.resolve("clients.yml"), text));
  }

  private void isRefused(String text, String... problems) throws IOException {
    assertThat(((Rejected) plan(text)).problems()).containsExactly(problems);
  }

  @Test
  void keysAreRegisteredShownByNameAndKeptAsTheyAre() throws Exception {
    var one = key("2026-11");
    var plan = (Plan) plan(file(one.toPublicJWK().toJSONString()));
    assertThat(plan.asText())
        .contains("    + token_endpoint_auth_method: private_key_jwt\n")
        .contains("    + token_endpoint_auth_signing_alg: ES256\n")
        .contains("    + jwks: 2026-11 (" + one.computeThumbprint() + ")\n")
        .doesNotContain("secrets");
    var applied = node.get(ClientApply.class).apply(plan, RequestOrigin.SERVER).orElseThrow();
    assertThat(applied.secrets()).isEmpty();
    assertThat(node.audited()).contains("client.applied");

    var stored = node.get(Clients.class).find(HOSPITAL).orElseThrow().authentication();
    assertThat(stored)
        .isInstanceOfSatisfying(
            PrivateKey.class,
            key -> assertThat(((Inline) key.keys()).keys().know(Optional.of("2026-11"))).isTrue());
    assertThat(((Plan) plan(file(one.toPublicJWK().toJSONString()))).isEmpty()).isTrue();

    var shown = node.get(ClientRegister.class).find(HOSPITAL).orElseThrow().entry();
    String written = YAMLMapper.shared().writeValueAsString(Map.of("clients", List.of(shown)));
    assertThat(((Plan) plan(written)).asText()).as("as it is shown").startsWith("Nothing");

    var two = key("2027-01");
    String both = file(one.toPublicJWK().toJSONString(), two.toPublicJWK().toJSONString());
    assertThat(((Plan) plan(both)).asText())
        .isEqualTo("~ hospital\n    + jwks: 2027-01 (" + two.computeThumbprint() + ")\n");
  }

  @Test
  void whatIsWrongWithAKeyIsSaidWithItsLine() throws Exception {
    String good = key("a").toPublicJWK().toJSONString();
    String secret = key("b").toJSONString();
    assertThat(((Rejected) plan(file(good, secret))).problems())
        .singleElement()
        .asString()
        .startsWith("line 14: hospital: jwks: key 2 holds the private part d: ");
    isRefused(
        file(good, "{\"kty\":\"RSA\"}"),
        "line 14: hospital: jwks: key 2 does not fit ES256, whose keys are of kty EC P-256");
    isRefused(
        file(good, good), "line 14: hospital: jwks: key 2 has the kid of another key of the set");
    isRefused(
        file(good.replace("\"kid\"", "\"use\":\"enc\",\"kid\"")),
        "line 13: hospital: jwks: key 1 is not for signatures: use is enc");
    isRefused(file() + "    jwks: { keys: [] }\n", "line 12: hospital: jwks: holds no key");
    isRefused(
        file() + "    jwks: {}\n", "line 12: hospital: jwks: has no list \"keys\" (RFC 7517 5)");
  }

  @Test
  void keysGoWithTheMethodAndInOneWay() throws Exception {
    String good = key("a").toPublicJWK().toJSONString();
    isRefused(
        file(),
        "line 11: hospital: token_endpoint_auth_method: private_key_jwt needs jwks or jwks_uri");
    isRefused(
        file(good) + "    jwks_uri: \"https://hospital.example/keys\"\n",
        "line 14: hospital: jwks_uri: and jwks exclude each other (RFC 7591 2)");
    isRefused(
        file(good) + "    secrets: [{ label: a }]\n",
        "line 14: hospital: secrets: a client that signs with its own key has none");
    isRefused(
        file(good) + "    token_endpoint_auth_signing_alg: RS256\n",
        "line 14: hospital: token_endpoint_auth_signing_alg: must be ES256 or PS256 or EdDSA");
    isRefused(
        file(good).replace("private_key_jwt", "none"),
        "line 12: hospital: jwks: goes with token_endpoint_auth_method: private_key_jwt");
    isRefused(
        file(good) + "    nonce_exempt: true\n",
        "line 14: hospital: nonce_exempt: goes with pkce_exempt: nobody else has to send a nonce");
    assertThat(((Rejected) plan(file() + "    jwks: \"text\"\n")).problems())
        .contains("line 12: clients[0].jwks: not of the form that is due here: a JSON object");
  }

  @Test
  void aClientChangesFromASecretToAKeyAndBack() throws Exception {
    String bySecret =
        file()
            .replace(
                "token_endpoint_auth_method: private_key_jwt", "secrets: [{ label: \"2026-11\" }]");
    String byKey = file(key("a").toPublicJWK().toJSONString());
    apply(bySecret);
    apply(byKey);
    assertThat(count("client_secret")).as("the secret is gone").isZero();
    apply(bySecret);
    assertThat(count("client_secret")).isEqualTo(1);
    assertThat(node.get(Clients.class).find(HOSPITAL).orElseThrow().authentication().signing())
        .isEmpty();
  }

  private void apply(String text) throws IOException {
    var plan = (Plan) plan(text);
    node.get(ClientApply.class).apply(plan, RequestOrigin.SERVER).orElseThrow();
  }

  private long count(String table) {
    return node.jdbc().sql("select count(*) from " + table).query(Long.class).single();
  }
}
