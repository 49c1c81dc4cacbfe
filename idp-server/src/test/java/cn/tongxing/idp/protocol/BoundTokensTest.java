package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.parts;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.keys.TokenSigner;
import cn.tongxing.idp.protocol.claims.AccessTokens;
import cn.tongxing.idp.protocol.claims.Audience;
import cn.tongxing.idp.protocol.grant.SenderConstraint;
import cn.tongxing.idp.protocol.grant.SenderConstraint.Dpop;
import cn.tongxing.idp.protocol.grant.SenderConstraint.Mtls;
import cn.tongxing.idp.protocol.grant.store.GrantRows;
import cn.tongxing.idp.testing.Clause;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens that are bound to a key: good for nobody who shows the token alone. */
class BoundTokensTest {

  private static final String THUMBPRINT = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";

  private final RunningServer server = RunningServer.shared();
  private final HeldTokens held = new HeldTokens(server);
  private final Map<String, Object> tokens = held.of(server.signIn(server.person()).cookieValue());

  private UUID grant() {
    return UUID.fromString(claims().get("grant").toString());
  }

  private Map<String, Object> claims() {
    return parts(tokens.get("access_token")).getLast();
  }

  private String bound(SenderConstraint constraint) {
    var grant = server.bean(GrantRows.class).find(new GrantId(grant())).orElseThrow();
    var client = server.bean(Clients.class).find(new ClientId("fund")).orElseThrow();
    return server
        .bean(AccessTokens.class)
        .issue(client, grant, grant.scopes(), new Audience.Own(), constraint)
        .reveal();
  }

  private int userInfo(String token) {
    return held.userInfo(Map.of("access_token", token));
  }

  private Map<String, Object> introspected(String token) {
    return json(server.call(Endpoints.INTROSPECT, "fund", Map.of("token", token)));
  }

  @Test
  @Clause({"RFC 9449 7.2", "RFC 9449 6.2"})
  void aTokenBoundToAKeyIsNobodysBearerToken() {
    String token = bound(new Dpop(THUMBPRINT));

    assertThat(userInfo(token)).isEqualTo(401);
    assertThat(introspected(token))
        .containsEntry("active", true)
        .containsEntry("token_type", "DPoP")
        .containsEntry("cnf", Map.of("jkt", THUMBPRINT));
    assertThat(userInfo(bound(SenderConstraint.none()))).isEqualTo(200);
  }

  @Test
  @Clause({"RFC 8705 3", "RFC 8705 3.2"})
  void aTokenBoundToACertificateIsNobodysBearerToken() {
    String token = bound(new Mtls(THUMBPRINT));

    assertThat(userInfo(token)).isEqualTo(401);
    assertThat(introspected(token))
        .containsEntry("active", true)
        .containsEntry("token_type", "Bearer")
        .containsEntry("cnf", Map.of("x5t#S256", THUMBPRINT));
  }

  @Test
  @Clause("RFC 7800 3.1")
  void aTokenBoundToWhatIsNotUnderstoodIsGoodForNobody() {
    var claims = new LinkedHashMap<>(claims());
    String free = server.bean(TokenSigner.class).sign(SigningAlgorithm.ES256, "at+jwt", claims);
    assertThat(userInfo(free)).isEqualTo(200);

    claims.put("cnf", Map.of("kid", "of-a-later-version"));
    String token = server.bean(TokenSigner.class).sign(SigningAlgorithm.ES256, "at+jwt", claims);

    assertThat(userInfo(token)).isEqualTo(401);
    assertThat(introspected(token)).containsEntry("active", false);
  }

  @Test
  @Clause("RFC 9449 5")
  void aRefreshTokenBoundToAKeyIsRefusedWithoutItAndStaysGood() {
    binds("jkt " + THUMBPRINT);
    assertThat(held.refreshed(tokens)).isEqualTo(400);
    binds("x5t#S256 " + THUMBPRINT);
    assertThat(held.refreshed(tokens)).isEqualTo(400);

    binds(null);
    assertThat(held.refreshed(tokens)).isEqualTo(200);
  }

  /** What a later version of the server bound it to is not lost, and not taken for unbound. */
  @Test
  void aRefreshTokenBoundToWhatIsNotKnownHereIsForAnotherNode() {
    binds("kid of-a-later-version");
    assertThat(held.refreshed(tokens)).isEqualTo(503);

    binds(null);
    assertThat(held.refreshed(tokens)).isEqualTo(200);
  }

  private void binds(@org.jspecify.annotations.Nullable String cnf) {
    server
        .bean(JdbcClient.class)
        .sql("update authorization_grant set cnf = :cnf where id = :id")
        .param("cnf", cnf)
        .param("id", grant())
        .update();
  }
}
