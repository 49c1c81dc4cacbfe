package cn.tongxing.idp.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every statement that answers a request finds its rows by an index. The statements are those that
 * the operations of {@link CostTest} really sent, so none is forgotten and none is out of date; the
 * plans are those for any parameters, over tables with thousands of rows.
 */
class QueryPlanTest {

  private static final String PERSONS =
      "insert into person select uuidv7(), 'ACTIVE', now(), now()"
          + " from generate_series(1, 5000)";

  private static final List<String> ROWS =
      List.of(
          """
          insert into upstream_link (id, person, adapter, issuer, subject, subject_index, linked_at)
          select uuidv7(), id, 'a', 'i', '\\x00', sha256(id::text::bytea), now() from person
          """,
          """
          insert into evidence
          select uuidv7(), id, 'a', 'm', 's', null, null, false, now(), null, 'r', repeat('0', 64),
                 null, null, 'BACK_CHANNEL', now() from person
          """,
          """
          insert into identity_document
            (id, person, type, jurisdiction, number, number_index, source, level, evidence, added_at)
          select uuidv7(), person, 'T', 'CN', '\\x00', sha256(person::text::bytea), 's', 'P1', id,
                 now() from evidence on conflict do nothing
          """,
          """
          insert into person_claim
          select uuidv7(), person, 'NAME', '\\x00', 's', 'P1', now(), id, true, false, now()
            from evidence
          on conflict do nothing
          """,
          """
          insert into subject
          select id, 's', rpad(replace(id::text, '-', ''), 43, 'x'), now() from person
          """,
          """
          insert into phone_credential (id, person, phone, phone_index, slot, bound_at)
          select uuidv7(), id, '\\x00', sha256(id::text::bytea), 1, now() from person
          """,
          """
          insert into password_credential select id, 'x', now() from person on conflict do nothing
          """,
          """
          insert into passkey_user
          select id, sha256(id::text::bytea) || sha256(id::text::bytea) from person
          on conflict do nothing
          """,
          """
          insert into passkey_credential
          select uuidv7(), id, sha256(id::text::bytea), uuidv7(), '\\x00', 0, false, false, 'l',
                 now(), null from person
          """,
          """
          insert into sso_session
          select uuidv7(), sha256(id::text::bytea), id, now(), array[uuidv7()], '{m}', '{SMS}',
                 array[now()], now(), now(), null, null from person
          """,
          """
          insert into session_client select id, 'c', uuidv7(), now() from sso_session
          """,
          """
          insert into authorization_grant
            (id, code_hash, client_id, person_id, session_id, scopes, userinfo_claims, resources,
             acr, amr, auth_time, created_at, expires_at)
          select uuidv7(), token_hash, 'c', person, id, '{}', '{}', '{}', 'a', '{}', now(), now(), now()
            from sso_session
          """,
          """
          insert into known_place
          select id, sha256(id::text::bytea), 'BROWSER', now() from person
          """,
          """
          insert into phone_holder
          select sha256(id::text::bytea), 'THEIRS', 'r', 'd', now() from person
          """,
          """
          insert into notice
          select uuidv7(), id, 'PASSWORD_SET', 'SMS', null, 'SENT', 1, now(), now(), now()
            from person
          """,
          """
          insert into notice
          select uuidv7(), id, 'PASSWORD_SET', 'SMS', '\\x00', 'WAITING', 1, now(), now(), null
            from person limit 200
          """,
          """
          insert into revoked_token select id::text, now() from person
          """,
          """
          insert into consent
          select uuidv7(), id, 'c', 's', 'v', now(), null from person
          """,
          """
          insert into login_code_sends
          select sha256(id::text::bytea), now(), now(), 1, now(), 1 from person
          """,
          """
          insert into login_failures select 'code', sha256(id::text::bytea), now(), 1 from person
          """,
          """
          insert into login_spent select id, now() from person
          """,
          """
          insert into client
          select copy.*
            from (select to_jsonb(c) as one from client c limit 1) as first,
                 generate_series(1, 2000) as n,
                 jsonb_populate_record(
                   null::client, first.one || jsonb_build_object('id', 'copy-' || n)) as copy
          """,
          """
          insert into client_secret select id, 'copy', '\\x00', now() from client
          """,
          """
          insert into logout_delivery
          select id, id, 'c', 'u', 's', 'DELIVERED', 1, now(), now(), null from sso_session
          """,
          """
          insert into audit_event (id, occurred_at, type, address, user_agent, details)
          select uuidv7(), now(), 't', 'a', 'u', '{}' from person
          """);

  /** Partitions of other months, most of all: for nothing any plan will do. */
  private static final String EMPTY =
      """
      select relname from pg_class
       where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples <= :rows
      """;

  /** Between a limit and the index that is walked until the limit is reached. */
  private static final Set<String> PASSES_ON = Set.of("LockRows", "Append", "Merge Append");

  private static RunningLine line;
  private static JdbcClient database;
  private static Set<String> statements = Set.of();

  @BeforeAll
  static void run(@TempDir Path folder) throws Exception {
    line = Operations.start(folder);
    statements = Operations.run(line, folder).statements();
    database = withoutParameters(line.bean(Environment.class));
    database.sql(PERSONS).update();
    ROWS.forEach(rows -> database.sql(rows).update());
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() ->
            database.sql("select count(*) > 5000 from audit_chain").query(Boolean.class).single());
    database.sql("analyze").update();
  }

  /** Statements go as they are, with {@code $1} in them. */
  private static JdbcClient withoutParameters(Environment settings) {
    String url = settings.getRequiredProperty("spring.datasource.url");
    return JdbcClient.create(
        new DriverManagerDataSource(
            url + (url.contains("?") ? "&" : "?") + "preferQueryMode=simple",
            settings.getRequiredProperty("spring.datasource.username"),
            settings.getRequiredProperty("spring.datasource.password")));
  }

  @AfterAll
  static void stop() {
    line.close();
  }

  @Test
  void noStatementThatAnswersARequestReadsAWholeTable() {
    assertThat(statements).hasSizeGreaterThan(30);
    Set<String> empty = tablesUpTo(0);
    assertThat(statements)
        .allSatisfy(statement ->
            assertThat(wholeReads(plan(statement), false, empty)).as(statement).isEmpty());
  }

  /** The server's own threads may read small tables whole, such as that of the keys. */
  @Test
  void noStatementThatTheServerSendsByItselfReadsALargeTable() {
    Set<String> background = line.bean(Cost.class).background();
    Set<String> small = tablesUpTo(100);
    assertThat(background).hasSizeGreaterThan(3);
    assertThat(background)
        .allSatisfy(statement ->
            assertThat(wholeReads(plan(statement), false, small)).as(statement).isEmpty());
  }

  @Test
  void aQueryWithoutIndexIsFound() {
    assertThat(wholeReads(plan("select * from person where updated_at = ?"), false, Set.of()))
        .isNotEmpty();
  }

  private static JsonNode plan(String statement) {
    int[] number = {0};
    String numbered =
        Pattern.compile("\\?")
            .matcher(statement)
            .replaceAll((MatchResult _) -> "\\$" + ++number[0]);
    String plan =
        database
            .sql("explain (generic_plan, format json) " + numbered)
            .query(String.class)
            .single();
    return JsonMapper.builder().build().readTree(plan).get(0).get("Plan");
  }

  /** The parts of a plan that read a table or an index from one end to the other. */
  private static List<String> wholeReads(JsonNode node, boolean limited, Set<String> exempt) {
    List<String> found = new ArrayList<>();
    String type = node.get("Node Type").asString();
    boolean walk = type.contains("Index") && !node.has("Index Cond") && !limited;
    if ((type.equals("Seq Scan") || walk)
        && !exempt.contains(node.path("Relation Name").asString(""))) {
      found.add(node.toString());
    }
    boolean stopsEarly = type.equals("Limit") || (limited && PASSES_ON.contains(type));
    for (JsonNode child : node.path("Plans")) {
      found.addAll(wholeReads(child, stopsEarly, exempt));
    }
    return found;
  }

  private static Set<String> tablesUpTo(int rows) {
    return Set.copyOf(database.sql(EMPTY).param("rows", rows).query(String.class).list());
  }
}
