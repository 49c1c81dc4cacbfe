package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.authorization;
import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.protocol.grant.GrantToken;
import cn.tongxing.idp.protocol.grant.GrantTokens;
import cn.tongxing.idp.testing.Clause;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * While nodes are replaced one by one, one meets what a later version wrote: nothing is lost or
 * spent, and whoever asked goes on in a moment.
 */
class StoredByLaterVersionTest {

  private static final String FUND = HeldTokens.FUND;

  private final RunningServer server = RunningServer.shared();

  @SuppressWarnings("unchecked")
  private final RedisClusterCommands<String, byte[]> redis =
      server.bean(RedisClusterCommands.class);

  private static void isGoodInAMoment(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  /** As the next version of the form would be; gives what it was. */
  private byte[] raised(String key, SealedPlace place) {
    byte[] ours = redis.get(key);
    byte[] form = server.bean(Sealing.class).open(ours, place);
    form[0]++;
    redis.set(key, server.bean(Sealing.class).seal(form, place));
    return ours;
  }

  @Test
  @Clause({"RFC 6749 4.1.2", "C1"})
  void aCodeIsAsGoodAfterwardsAsBefore() {
    String code = server.code("fund", FUND, server.signIn(server.person()).cookieValue());
    GrantId grant =
        server.bean(GrantTokens.class).parse(GrantToken.Kind.CODE, code).orElseThrow().grant();
    String key = "code:{" + grant + "}";
    byte[] ours = raised(key, new SealedPlace("redis:code", "authorization", grant.toString()));

    isGoodInAMoment(server.call(Endpoints.TOKEN, "fund", codeGrant(code, FUND)));

    redis.set(key, ours);
    assertThat(server.call(Endpoints.TOKEN, "fund", codeGrant(code, FUND)).statusCode())
        .isEqualTo(200);
  }

  @Test
  @Clause({"RFC 6749 4.1.2", "C1"})
  void soIsOneOfALevelThatIsNotKnownHere() {
    String code = server.code("fund", FUND, server.signIn(server.person()).cookieValue());
    GrantId grant =
        server.bean(GrantTokens.class).parse(GrantToken.Kind.CODE, code).orElseThrow().grant();
    String key = "code:{" + grant + "}";
    byte[] ours = redis.get(key);
    var place = new SealedPlace("redis:code", "authorization", grant.toString());
    Sealing sealing = server.bean(Sealing.class);
    String form = new String(sealing.open(ours, place), StandardCharsets.UTF_8);
    String theirs = form.replaceFirst("urn:tongxing:acr:p\\d", "urn:tongxing:acr:p6");
    assertThat(theirs).isNotEqualTo(form);
    redis.set(key, sealing.seal(theirs.getBytes(StandardCharsets.UTF_8), place));

    isGoodInAMoment(server.call(Endpoints.TOKEN, "fund", codeGrant(code, FUND)));

    redis.set(key, ours);
    assertThat(server.call(Endpoints.TOKEN, "fund", codeGrant(code, FUND)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aRequestThatWaitsGoesOnWhereItIsUnderstood() {
    String cookie = sessionCookie(server.signIn(server.person()).cookieValue());
    String resume = location(server.post(Endpoints.AUTHORIZE, authorization("fund", FUND), cookie));
    String id = resume.substring(resume.indexOf("i=") + 2);
    String key = "authz:{" + id + "}";
    byte[] ours = raised(key, new SealedPlace("authz", "interaction", id));

    isGoodInAMoment(server.get(resume, Map.of(), cookie));

    redis.set(key, ours);
    assertThat(location(server.get(resume, Map.of(), cookie))).startsWith(FUND + "?code=");
  }

  /** A factor that this version does not know is no smaller level, and no sign-in anew. */
  @Test
  void aSessionWithAFactorOfALaterVersionGoesOnWhereItIsKnown() {
    var session = server.signIn(server.person());
    String cookie = sessionCookie(session.cookieValue());
    Map<String, String> silent = with(authorization("fund", FUND), "prompt", "none");
    factors(session.session().id().value(), "SMS", "PALM_VEIN");

    isGoodInAMoment(server.get(Endpoints.AUTHORIZE, silent, cookie));

    factors(session.session().id().value(), "PALM_VEIN", "SMS");
    assertThat(location(server.get(Endpoints.AUTHORIZE, silent, cookie)))
        .startsWith(FUND + "?code=");
  }

  /** Another client than the one that it is a copy of, so that no node has it in memory. */
  private String clientWith(String column, String value) {
    String id = "later-" + column.replace('_', '-');
    server
        .bean(TransactionTemplate.class)
        .executeWithoutResult(_ -> {
          JdbcClient jdbc = server.bean(JdbcClient.class);
          jdbc.sql("set local session_replication_role = replica").update();
          jdbc.sql(
                  """
                  insert into client
                  select (jsonb_populate_record(
                           null::client, to_jsonb(c) || jsonb_build_object('id', cast(:id as text))
                             || jsonb_build_object(cast(:column as text), cast(:value as jsonb)))).*
                    from client c where c.id = 'fund'
                  """)
              .param("id", id)
              .param("column", column)
              .param("value", value)
              .update();
        });
    return id;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id_token_algorithm|\"ML_DSA_87\"",
        "grant_types|[\"authorization_code\", \"of_tomorrow\"]",
        "minimum_acr|\"urn:tongxing:acr:p6:a2\"",
      })
  void aClientThatIsRegisteredByWhatIsNotKnownHereGoesOnWhereItIs(String column, String value) {
    String client = clientWith(column, value);
    String cookie = sessionCookie(server.signIn(server.person()).cookieValue());

    isGoodInAMoment(
        server.get(Endpoints.AUTHORIZE, RunningServer.authorization(client, FUND), cookie));
    isGoodInAMoment(server.call(Endpoints.TOKEN, client, codeGrant("x", FUND)));
  }

  private void factors(java.util.UUID session, String from, String to) {
    int changed =
        server
            .bean(JdbcClient.class)
            .sql(
                "update sso_session set factors = array_replace(factors, :from, :to) where id = :id"
                    + " and :from = any (factors)")
            .param("from", from)
            .param("to", to)
            .param("id", session)
            .update();
    assertThat(changed).isEqualTo(1);
  }

  @Test
  void aGrantWithAFactorOfALaterVersionIsNotEnded() {
    var held = new HeldTokens(server);
    Map<String, Object> tokens = held.of(server.signIn(server.person()).cookieValue());
    shown(tokens, " SMS ", " PALM_VEIN ");
    assertThat(held.refreshed(tokens)).isEqualTo(503);

    shown(tokens, " PALM_VEIN ", " SMS ");
    assertThat(held.refreshed(tokens)).isEqualTo(200);
  }

  @Test
  void noMoreIsOneOfALevelOfALaterVersion() {
    var held = new HeldTokens(server);
    Map<String, Object> tokens = held.of(server.signIn(server.person()).cookieValue());
    String ours = acr(tokens, "urn:tongxing:acr:p6:a2");
    assertThat(held.refreshed(tokens)).isEqualTo(503);

    acr(tokens, ours);
    assertThat(held.refreshed(tokens)).isEqualTo(200);
  }

  /** Gives what it was. */
  private String acr(Map<String, Object> tokens, String acr) {
    JdbcClient jdbc = server.bean(JdbcClient.class);
    String before =
        jdbc.sql("select acr from authorization_grant where id = cast(:id as uuid)")
            .param("id", grant(tokens))
            .query(String.class)
            .single();
    jdbc.sql("update authorization_grant set acr = :acr where id = cast(:id as uuid)")
        .param("acr", acr)
        .param("id", grant(tokens))
        .update();
    return before;
  }

  private static String grant(Map<String, Object> tokens) {
    return RunningServer.parts(tokens.get("access_token")).getLast().get("grant").toString();
  }

  private void shown(Map<String, Object> tokens, String from, String to) {
    server
        .bean(JdbcClient.class)
        .sql(
            "update authorization_grant set shown = string_to_array(replace(array_to_string(shown,"
                + " '|'), :from, :to), '|') where id = cast(:id as uuid)")
        .param("from", from)
        .param("to", to)
        .param("id", grant(tokens))
        .update();
  }
}
