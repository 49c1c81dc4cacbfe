package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.parts;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.store.CachedClients;
import cn.tongxing.idp.client.store.CachedResources;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.testing.Clause;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was taken from a client's registration is not to be had by what it was granted before. */
@Clause({"C8", "C12", "T9"})
class NarrowedClientTest {

  private static final String FUND = "https://fund.example/cb";
  private static final String CALLER = "https://caller.example/cb";
  private static final String RECORDS = "https://records.example/api";
  private static final Map<String, Object> INACTIVE = Map.of("active", false);

  private final RunningServer server = RunningServer.shared();
  private final JdbcClient jdbc = server.bean(JdbcClient.class);
  private final PersonId person = server.person();
  private final String cookie = server.signIn(person).cookieValue();

  /** As everybody finds them, and leaves them. */
  @BeforeEach
  void remember() {
    jdbc.sql("create table if not exists client_before as select * from client").update();
    jdbc.sql("create table if not exists resource_before as select * from resource").update();
  }

  @AfterEach
  void restore() {
    jdbc.sql(
            """
            update client set scopes = b.scopes, grant_types = b.grant_types,
                   redirect_uris = b.redirect_uris
              from client_before b where b.id = client.id and client.id in ('fund', 'caller')
            """)
        .update();
    jdbc.sql(
            """
            update resource set scopes = b.scopes, clients = b.clients
              from resource_before b where b.uri = resource.uri
            """)
        .update();
    jdbc.sql("drop table client_before").update();
    jdbc.sql("drop table resource_before").update();
    seen();
  }

  private void narrow(String client, String column, String... values) {
    jdbc.sql("update client set " + column + " = :values where id = :id")
        .param("values", values)
        .param("id", client)
        .update();
    seen();
  }

  private void narrowResource(String column, String... values) {
    jdbc.sql("update resource set " + column + " = :values where uri = :uri")
        .param("values", values)
        .param("uri", RECORDS)
        .update();
    seen();
  }

  /** As every node does within five seconds. */
  private void seen() {
    server.bean(CachedClients.class).forget(new ClientId("fund"));
    server.bean(CachedClients.class).forget(new ClientId("caller"));
    server.bean(CachedResources.class).forget(RECORDS);
  }

  private String code(String client, String callback, String... wish) {
    return server.code(client, callback, cookie, wish);
  }

  private Map<String, Object> redeemed(String client, String callback, String code) {
    return json(server.call(Endpoints.TOKEN, client, codeGrant(code, callback)));
  }

  private Map<String, Object> ofFund() {
    return redeemed("fund", FUND, code("fund", FUND, "scope", "openid profile phone"));
  }

  private Map<String, Object> forRecords() {
    return redeemed(
        "caller",
        CALLER,
        code("caller", CALLER, "scope", "openid records:read bills:read", "resource", RECORDS));
  }

  private Map<String, Object> refreshed(String client, Map<String, Object> tokens, String... more) {
    var body =
        Map.of(
            "grant_type", "refresh_token", "refresh_token", tokens.get("refresh_token").toString());
    return json(server.call(Endpoints.TOKEN, client, with(body, more)));
  }

  private Map<String, Object> introspected(
      String caller, Map<String, Object> tokens, String which) {
    return json(
        server.call(Endpoints.INTROSPECT, caller, Map.of("token", tokens.get(which).toString())));
  }

  private Map<String, Object> userInfo(Map<String, Object> tokens) {
    return json(
        server.send(
            server
                .request(Endpoints.USERINFO)
                .header("Authorization", "Bearer " + tokens.get("access_token"))
                .GET()));
  }

  private int userInfoStatus(Map<String, Object> tokens) {
    return server
        .send(
            server
                .request(Endpoints.USERINFO)
                .header("Authorization", "Bearer " + tokens.get("access_token"))
                .GET())
        .statusCode();
  }

  private String refusal() {
    return jdbc.sql(
            """
            select details::json ->> 'reason' from audit_event where type = 'code.refused'
             order by id desc limit 1
            """)
        .query(String.class)
        .single();
  }

  @Test
  void scopesThatWereTakenAwayReleaseNothingByTokensFromBefore() {
    var tokens = ofFund();
    assertThat(userInfo(tokens)).containsKeys("name", "phone_number");

    narrow("fund", "scopes", "openid", "realname");

    assertThat(userInfo(tokens)).containsOnlyKeys("sub");
    for (String which : new String[] {"access_token", "refresh_token"}) {
      assertThat(introspected("fund", tokens, which))
          .containsEntry("active", true)
          .containsEntry("scope", "openid");
    }
    var next = refreshed("fund", tokens);
    assertThat(next).containsEntry("scope", "openid");
    assertThat(parts(next.get("access_token")).get(1)).containsEntry("scope", "openid");
    assertThat(userInfo(next)).containsOnlyKeys("sub");
    assertThat(refreshed("fund", next, "scope", "openid phone"))
        .containsEntry("error", "invalid_scope");
    assertThat(refreshed("fund", next)).as("a wish refused costs nothing").containsKey("scope");
  }

  @Test
  void aScopeThatComesBackIsThePersonsWordStill() {
    var tokens = ofFund();
    narrow("fund", "scopes", "openid");
    var meanwhile = refreshed("fund", tokens);
    narrow("fund", "scopes", "openid", "profile", "phone", "realname");

    assertThat(userInfo(meanwhile)).containsOnlyKeys("sub");
    assertThat(refreshed("fund", meanwhile)).containsEntry("scope", "openid phone profile");
  }

  @Test
  void aClaimAskedForByNameGoesWithItsScope() {
    var tokens =
        redeemed(
            "fund",
            FUND,
            code(
                "fund",
                FUND,
                "scope",
                "openid",
                "claims",
                "{\"userinfo\":{\"phone_number\":null}}"));
    assertThat(userInfo(tokens)).containsKey("phone_number");

    narrow("fund", "scopes", "openid", "profile");

    assertThat(userInfo(tokens)).containsOnlyKeys("sub");
  }

  @Test
  void aCodeFromBeforeBringsWhatMayBeHadNow() {
    String code = code("fund", FUND, "scope", "openid profile phone");
    narrow("fund", "scopes", "openid", "profile");

    var tokens = redeemed("fund", FUND, code);

    assertThat(tokens).containsEntry("scope", "openid profile");
    assertThat(userInfo(tokens)).containsKey("name").doesNotContainKey("phone_number");
    assertThat(refreshed("fund", tokens, "scope", "openid phone"))
        .containsEntry("error", "invalid_scope");
    var meanwhile = refreshed("fund", tokens);
    assertThat(meanwhile).containsEntry("scope", "openid profile");

    narrow("fund", "scopes", "openid", "profile", "phone", "realname");

    assertThat(userInfo(tokens)).as("as it was given").doesNotContainKey("phone_number");
    assertThat(refreshed("fund", meanwhile))
        .as("the person's word still")
        .containsEntry("scope", "openid phone profile");
  }

  @Test
  void whoSignsNobodyInAnyMoreHasNothing() {
    for (String column : new String[] {"scopes", "grant_types"}) {
      var tokens = ofFund();
      String code = code("fund", FUND);
      narrow("fund", column, column.equals("scopes") ? "profile" : "refresh_token");

      assertThat(userInfoStatus(tokens)).as(column).isEqualTo(401);
      assertThat(introspected("fund", tokens, "access_token")).isEqualTo(INACTIVE);
      assertThat(introspected("fund", tokens, "refresh_token")).isEqualTo(INACTIVE);
      assertThat(refreshed("fund", tokens)).containsEntry("error", "invalid_grant");
      var redeemed = redeemed("fund", FUND, code);
      assertThat(redeemed)
          .containsEntry(
              "error", column.equals("scopes") ? "invalid_grant" : "unauthorized_client");
      narrow("fund", "scopes", "openid", "profile", "phone", "realname");
      narrow("fund", "grant_types", "authorization_code", "refresh_token");
      assertThat(refreshed("fund", tokens)).as("the token was not lost").containsKey("scope");
      if (column.equals("scopes")) {
        assertThat(refusal()).isEqualTo("not_registered");
        assertThat(redeemed("fund", FUND, code))
            .as("spent")
            .containsEntry("error", "invalid_grant");
      }
    }
  }

  @Test
  void withoutTheRefreshGrantARefreshTokenIsNoMore() {
    var tokens = ofFund();
    narrow("fund", "grant_types", "authorization_code");

    assertThat(introspected("fund", tokens, "refresh_token")).isEqualTo(INACTIVE);
    assertThat(refreshed("fund", tokens)).containsEntry("error", "unauthorized_client");
    assertThat(userInfoStatus(tokens)).as("what is left of five minutes").isEqualTo(200);
  }

  @Test
  @Clause("RFC 9700 2.1")
  void aCodeThatWentToAnAddressWhichIsTheClientsNoMoreIsRefused() {
    String code = code("fund", FUND);
    narrow("fund", "redirect_uris", "https://fund.example/new");

    assertThat(redeemed("fund", FUND, code)).containsEntry("error", "invalid_grant");
    assertThat(refusal()).isEqualTo("not_registered");
    assertThat(
            jdbc.sql("select revoke_reason from authorization_grant where person_id = ?")
                .param(person.value())
                .query(String.class)
                .list())
        .containsExactly("code_burnt");
  }

  @Test
  void aClientTakenOffAResourceHasNoTokenForItAnyMore() {
    var tokens = forRecords();
    var own =
        json(
            server.call(
                Endpoints.TOKEN,
                "caller",
                Map.of("grant_type", "client_credentials", "resource", RECORDS)));
    assertThat(introspected("records-api", tokens, "access_token")).containsEntry("active", true);
    assertThat(introspected("records-api", own, "access_token")).containsEntry("active", true);

    narrowResource("clients", "records-api");

    for (String caller : new String[] {"records-api", "caller"}) {
      assertThat(introspected(caller, tokens, "access_token")).isEqualTo(INACTIVE);
      assertThat(introspected(caller, own, "access_token")).isEqualTo(INACTIVE);
    }
    assertThat(refreshed("caller", tokens)).containsEntry("error", "invalid_target");
  }

  @Test
  void aScopeOfAResourceThatWasTakenAwayIsGoneThere() {
    narrow("caller", "scopes", "openid", "records:read", "records:erase", "caller:own");
    var tokens =
        redeemed(
            "caller",
            CALLER,
            code(
                "caller",
                CALLER,
                "scope",
                "openid records:read records:erase",
                "resource",
                RECORDS));
    var own =
        json(
            server.call(
                Endpoints.TOKEN,
                "caller",
                Map.of("grant_type", "client_credentials", "resource", RECORDS)));

    narrow("caller", "scopes", "openid", "records:read", "caller:own");
    assertThat(introspected("records-api", tokens, "access_token"))
        .containsEntry("scope", "records:read");
    assertThat(introspected("records-api", own, "access_token"))
        .containsEntry("scope", "records:read");
    var next = refreshed("caller", tokens);
    assertThat(next).containsEntry("scope", "records:read");

    narrow("caller", "scopes", "openid", "caller:own");
    assertThat(introspected("records-api", tokens, "access_token")).isEqualTo(INACTIVE);
    assertThat(introspected("records-api", own, "access_token")).isEqualTo(INACTIVE);
    assertThat(refreshed("caller", next))
        .as("nothing of it is left")
        .containsEntry("error", "invalid_target");

    narrow("caller", "scopes", "openid", "records:read", "records:erase");
    narrowResource("scopes", "records:erase");
    assertThat(introspected("records-api", tokens, "access_token"))
        .as("what means nothing there any more")
        .containsEntry("scope", "records:erase");
  }

  @Test
  void aClientsOwnTokenEndsWithTheGrantTypeItCameBy() {
    var own =
        json(server.call(Endpoints.TOKEN, "caller", Map.of("grant_type", "client_credentials")));
    assertThat(introspected("caller", own, "access_token")).containsEntry("active", true);

    narrow("caller", "grant_types", "authorization_code", "refresh_token");

    assertThat(introspected("caller", own, "access_token")).isEqualTo(INACTIVE);
  }
}
