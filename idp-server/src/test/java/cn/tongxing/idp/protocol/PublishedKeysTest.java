package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.keyset.KeyServer;
import cn.tongxing.idp.client.store.CachedClients;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.testing.Clause;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A department that publishes its keys ({@code jwks_uri}), at a whole server. */
@Clause({"T2", "RFC 7591 2"})
class PublishedKeysTest {

  private static RunningServer server;
  private static KeyServer department;

  @BeforeAll
  static void start() throws Exception {
    server = RunningServer.with("--idp.outbound.allow-loopback=true");
    department = new KeyServer();
  }

  @AfterAll
  static void stop() {
    department.close();
    server.stop();
  }

  private static ECKey key(String kid) throws Exception {
    return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
  }

  private static void publish(ECKey key) {
    department.publishes(new JWKSet(key.toPublicJWK()).toString());
  }

  private static String assertion(SigningClient client, ECKey key) {
    var header = SigningClient.header().keyID(key.getKeyID()).build();
    return SigningClient.signed(header, client.claims().build(), key);
  }

  /** Addresses are asked once a minute at most, and the cache of clients is one of seconds. */
  private static void aMinutePasses(SigningClient client) {
    server
        .bean(JdbcClient.class)
        .sql("update client_key_set set asked_at = asked_at - interval '61 s' where client_id = ?")
        .param(client.id())
        .update();
    server.bean(CachedClients.class).forget(new ClientId(client.id()));
  }

  @Test
  void aPersonIsSignedInAndTheKeyChangedWithoutAWordToTheOperator() throws Exception {
    ECKey first = key("2026-11");
    publish(first);
    var client = SigningClient.register(server, department.uri(), first);
    assertThat(department.asked()).as("as it is registered").isEqualTo(1);

    String cookie = server.signIn(server.person()).cookieValue();
    String code = server.code(client.id(), SigningClient.REDIRECT_URI, cookie);
    var tokens =
        server.post(
            Endpoints.TOKEN,
            SigningClient.with(client.assertion(), codeGrant(code, SigningClient.REDIRECT_URI)));
    assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
    assertThat(json(tokens)).containsKeys("id_token", "refresh_token");

    ECKey next = key("2026-12");
    publish(next);
    assertThat(client.token(assertion(client, next)).statusCode()).isEqualTo(401);
    assertThat(department.asked()).as("within the minute").isZero();

    aMinutePasses(client);
    assertThat(client.token(assertion(client, next)).statusCode()).isEqualTo(200);
    assertThat(department.asked()).isEqualTo(1);
    assertThat(client.token(client.assertion()).statusCode())
        .as("the key that was taken away")
        .isEqualTo(401);
    assertThat(department.asked()).isZero();
  }
}
