package cn.tongxing.idp.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.client.ClientApply;
import cn.tongxing.idp.identity.CitizenImport;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the start-up cache learns from, on a whole server. */
@Clause("issue 6 item 11: the start-up cache is trained with real sign-ins, refreshes and pages")
class RehearsalTest {

  private static final String CLIENT =
      """
      clients:
        - client_id: rehearsal
          name: { zh-CN: 部门, zh-TW: 部門, en: Department }
          department: { zh-CN: 部门, zh-TW: 部門, en: Department }
          purpose: { zh-CN: 测试, zh-TW: 測試, en: Test }
          token_endpoint_auth_method: client_secret_basic
          secrets: [{ label: test }]
          grant_types: [authorization_code, refresh_token]
          redirect_uris: ["http://localhost:9/callback"]
          scopes: [openid, realname]
          sector: rehearsal
          minimum_acr: urn:tongxing:acr:p2:a1
      """;

  private final RunningServer server = RunningServer.shared();

  @TempDir private Path folder;

  @Test
  void somebodySignsInAgreesAndIsKeptSignedIn() throws Exception {
    String secret = registered();
    imported();
    long signIns = events("session.started");
    long refreshes = events("token.refreshed");

    assertThat(rehearsal(secret, Training.LOGIN).run(2)).isEqualTo(2);

    assertThat(events("session.started") - signIns).isEqualTo(2);
    assertThat(events("token.refreshed") - refreshes).isEqualTo(16);
    var wrong = Map.of("identifier", Training.LOGIN.get("identifier"), "password", "another");
    assertThatThrownBy(() -> rehearsal(secret, wrong).run(1))
        .isInstanceOf(IOException.class)
        .hasMessage("no way back to the application");
  }

  private Rehearsal rehearsal(String secret, Map<String, String> login) {
    URI issuer = URI.create(server.issuer());
    var client = new Rehearsal.Client("rehearsal", secret, "http://localhost:9/callback");
    return new Rehearsal(issuer.getPort(), issuer.getRawAuthority(), client, login);
  }

  private String registered() throws IOException {
    Path file = Files.writeString(folder.resolve("clients.yml"), CLIENT);
    ClientApply clients = server.bean(ClientApply.class);
    var applied =
        clients.apply((ClientApply.Plan) clients.plan(file), RequestOrigin.SERVER).orElseThrow();
    return applied.secrets().getFirst().reveal();
  }

  private void imported() throws IOException {
    Path people = Files.writeString(folder.resolve("people.csv"), Training.PEOPLE);
    var operator = new Standings.Reason("training");
    var options = new CitizenImport.Options("earlier", operator, false, Optional.empty());
    var report = server.bean(CitizenImport.class).run(people, options, _ -> {});
    assertThat(report.imported()).isEqualTo(1);
  }

  private long events(String type) {
    return server
        .bean(JdbcClient.class)
        .sql("select count(*) from audit_event where type = :type")
        .param("type", type)
        .query(Long.class)
        .single();
  }
}
