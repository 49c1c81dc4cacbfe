package cn.tongxing.idp.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every statement that answers a request finds its rows by an index. The statements are those that
 * the operations of {@link CostTest} really sent, so none is forgotten and none is out of date; the
 * plans are those for any parameters, over tables with thousands of rows.
 */
class QueryPlanTest {

  private static final String PERSONS =
      "insert into person select uuidv7(), 'ACTIVE', null, null, now(), now()"
          + " from generate_series(1, 5000)";

  private static final List<String> ROWS =
      List.of(
          """
          insert into identity_document
          select uuidv7(), id, 'T', 'CN', '\\x00', sha256(id::text::bytea), null, now() from person
          """,
          """
          insert into upstream_link
          select uuidv7(), id, 'a', 'i', '\\x00', sha256(id::text::bytea), now() from person
          """,
          """
          insert into evidence
          select uuidv7(), id, 'a', 'm', 's', null, null, false, now(), null, 'r', repeat('0', 64),
                 null, null, now() from person
          """,
          """
          insert into phone_credential
          select uuidv7(), id, '\\x00', sha256(id::text::bytea), 1, now(), null from person
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
          select uuidv7(), sha256(id::text::bytea), id, now(), now(), uuidv7(), 'm', '{}', 'A1',
                 now(), now(), null, null from person
          """,
          """
          insert into session_client select id, 'c', uuidv7(), now() from sso_session
          """,
          """
          insert into authorization_grant
            (id, code_hash, client_id, person_id, session_id, scopes, userinfo_claims, acr, amr,
             auth_time, created_at, expires_at)
          select uuidv7(), token_hash, 'c', person, id, '{}', '{}', 'a', '{}', now(), now(), now()
            from sso_session
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
          """);

  /** Only where there are rows: an empty table that says so is best read whole. */
  private static final String ANALYZE =
      """
      do $$
      declare leaf regclass; has_rows boolean;
      begin
        for leaf in select oid from pg_class
                     where relkind = 'r' and relnamespace = 'public'::regnamespace loop
          execute format('select exists (select from %s)', leaf) into has_rows;
          if has_rows then execute format('analyze %s', leaf); end if;
        end loop;
      end $$
      """;

  private static RunningLine line;
  private static Set<String> statements = Set.of();

  @BeforeAll
  static void run(@TempDir Path folder) throws Exception {
    line = Operations.start(folder);
    statements = Operations.run(line, folder).statements();
    JdbcClient database = line.database();
    database.sql(PERSONS).update();
    ROWS.forEach(rows -> database.sql(rows).update());
    database.sql(ANALYZE).update();
  }

  @AfterAll
  static void stop() {
    line.close();
  }

  @Test
  void noStatementThatAnswersARequestReadsAWholeTable() {
    assertThat(statements).hasSizeGreaterThan(30);
    assertThat(statements)
        .allSatisfy(statement -> assertThat(wholeReads(plan(statement))).as(statement).isEmpty());
  }

  @Test
  void aQueryWithoutIndexIsFound() {
    assertThat(wholeReads(plan("select * from person where name = ?"))).isNotEmpty();
  }

  private static JsonNode plan(String statement) {
    int[] number = {0};
    String numbered =
        Pattern.compile("\\?")
            .matcher(statement)
            .replaceAll((MatchResult _) -> "\\$" + ++number[0]);
    String plan =
        line.database()
            .sql("explain (generic_plan, format json) " + numbered)
            .query(String.class)
            .single();
    return JsonMapper.builder().build().readTree(plan);
  }

  /** The parts of a plan that read a table or an index from one end to the other. */
  private static List<String> wholeReads(JsonNode plan) {
    List<String> found = new ArrayList<>();
    Stream.concat(Stream.of(plan), plan.valueStream().filter(JsonNode::isContainer))
        .forEach(node -> {
          String type = node.path("Node Type").asString("");
          boolean byIndex = type.contains("Index") && !node.has("Index Cond");
          if (node != plan) {
            found.addAll(wholeReads(node));
          } else if (type.equals("Seq Scan") || byIndex) {
            found.add(node.toString());
          }
        });
    return found;
  }
}
