package cn.tongxing.idp.client.keyset;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.AssertionKeys;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.Authentication.PrivateKey;
import cn.tongxing.idp.client.ClientApply;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.client.store.CachedClients;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.keys.PublicKeys;
import cn.tongxing.idp.testing.MovableClock;
import cn.tongxing.idp.testing.ServerNode;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A client whose keys are at the address of a department, on nodes whose clock can be moved. */
abstract class DepartmentCase {

  static final ClientId HOSPITAL = new ClientId("hospital");

  @TempDir Path folder;
  final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  final TestDatabase database = TestServices.newDatabase();
  KeyServer department;
  ServerNode node;

  @BeforeEach
  void start() throws Exception {
    department = new KeyServer();
    department.publishes(set("one"));
    node = node();
  }

  @AfterEach
  void stop() {
    node.close();
    department.close();
  }

  ServerNode node() {
    return ServerNode.start(
        database,
        folder.resolve("kek"),
        clock,
        Map.of("idp.outbound.allow-loopback", "true"),
        context -> context.scan("cn.tongxing.idp.outbound", "cn.tongxing.idp.client"));
  }

  static String set(String... kids) {
    return Stream.of(kids)
        .map(kid -> key(kid, false))
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  static String key(String kid, boolean told) {
    try {
      var pair = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
      return (told ? pair : pair.toPublicJWK()).toJSONString();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  String file() {
    return """
    clients:
      - client_id: hospital
        name: { zh-CN: 预约挂号, zh-TW: 預約掛號, en: Appointments }
        department: { zh-CN: 卫健委, zh-TW: 衛健委, en: Health Commission }
        purpose: { zh-CN: 为您预约, zh-TW: 為您預約, en: To book for you }
        client_uri: "https://hospital.example/"
        token_endpoint_auth_method: private_key_jwt
        jwks_uri: "%s"
        grant_types: [authorization_code]
        redirect_uris: ["https://hospital.example/callback"]
        scopes: [openid]
        sector: health
    """
        .formatted(department.uri());
  }

  ClientApply.Planned plan(String text) throws IOException {
    return node.get(ClientApply.class).plan(Files.writeString(folder.resolve("clients.yml"), text));
  }

  void register() throws IOException {
    var plan = (ClientApply.Plan) plan(file());
    node.get(ClientApply.class).apply(plan, RequestOrigin.SERVER).orElseThrow();
    assertThat(department.asked()).isEqualTo(1);
  }

  static Optional<PublicKeys> keys(ServerNode node, String kid) {
    return keys(node, registered(node), kid);
  }

  static PrivateKey registered(ServerNode node) {
    node.get(CachedClients.class).forget(HOSPITAL); // the cache knows the real clock
    var client = node.get(Clients.class).find(HOSPITAL).map(Client::authentication);
    return (PrivateKey) client.orElseThrow();
  }

  static Optional<PublicKeys> keys(ServerNode node, PrivateKey registered, String kid) {
    return node.get(AssertionKeys.class).of(HOSPITAL, registered, Optional.of(kid));
  }

  boolean knows(String kid) {
    return keys(node, kid).isPresent();
  }
}
