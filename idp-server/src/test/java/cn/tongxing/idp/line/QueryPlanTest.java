package cn.tongxing.idp.line;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.TrailReading;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.Erasures;
import cn.tongxing.idp.identity.Merges;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.testing.Within;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
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
      "insert into person (id, status, created_at, updated_at, seal_key)"
          + " select uuidv7(), 'ACTIVE', now(), now(), decode(repeat('00', 49), 'hex')"
          + " from generate_series(1, 5000)";

  private static final List<String> ROWS =
      List.of(
          """
          insert into upstream_link
            (id, person, adapter, issuer, subject, subject_index, linked_at, way)
          select uuidv7(), id, 'a', 'i', '\\x00', sha256(id::text::bytea), now(), 'a' from person
          """,
          """
          insert into evidence
          select uuidv7(), id, 'a', 'm', 's', null, null, false, now(), null, 'r', repeat('0', 64),
                 null, null, 'BACK_CHANNEL', null, now() from person
          """,
          """
          insert into identity_document
            (id, person, type, jurisdiction, number, number_index, source, level, evidence, added_at)
          select uuidv7(), person, 'T', 'CN', '\\x00', sha256(person::text::bytea), 's', 'P1', id,
                 now() from evidence on conflict do nothing
          """,
          """
          insert into evidence_document
          select d.evidence, d.id from identity_document d on conflict do nothing
          """,
          """
          insert into person_claim
          select uuidv7(), person, 'NAME', '\\x00', 's', 'P1', now(), id, true, false, now()
            from evidence
          on conflict do nothing
          """,
          """
          insert into subject (holder, kind, sector, value, made_at)
          select id, 'PERSON', 's', rpad(replace(id::text, '-', ''), 43, 'x'), now() from person
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
                 null, now(), null from person
          """,
          """
          insert into sso_session
          select uuidv7(), sha256(id::text::bytea), id, now(), array[uuidv7()],
                 array[uuidv7()], '{m}', '{SMS}', '{NULL}', array[now()], now(), now(), null, null from person
          """,
          """
          insert into session_client select id, 'c', uuidv7(), now() from sso_session
          """,
          """
          insert into authorization_grant
            (id, origin, code_hash, client_id, person_id, session_id, scopes, userinfo_claims,
             resources, acr, amr, auth_time, shown, created_at, expires_at)
          select uuidv7(), 'CODE', token_hash, 'c', person, id, '{}', '{}', '{}', 'a', '{}', now(),
                 '{}', now(), now()
            from sso_session
          """,
          """
          insert into known_place
          select id, sha256(id::text::bytea), 'BROWSER', now() from person
          """,
          """
          insert into device_name
          select uuidv7(), id, sha256(id::text::bytea), '\\x02' || uuid_send(id), now() from person
          """,
          """
          insert into phone_holder
          select sha256(id::text::bytea), sha256(id::text::bytea), 'THEIRS', 'r', 'd', now()
            from person
          """,
          """
          insert into notice
          select uuidv7(), id, 'PASSWORD_SET', 'SMS', null, null, 'SENT', 1, now(), now(), now()
            from person
          """,
          """
          insert into notice
          select uuidv7(), id, 'PASSWORD_SET', 'SMS', '\\x00', null, 'WAITING', 1, now(), now(), null
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
          insert into person_merge
          select uuidv7(), id, lag(id) over (order by id), 'r', 'a', 'b', now()
            from person where merged_into is null order by id offset 1
          """,
          "insert into person_merge_row select id, 'LINK', gone, true from person_merge",
          """
          insert into account_freeze
          select uuidv7(), id, 'OWNER', now(), now(), null, now(), 'OWNER' from person
          """,
          """
          insert into phone_change
            (id, person, phone, reason, started_at, due_at, ended_at, outcome)
          select id, id, '\\x00', 'r', now(), now(), now(), 'DONE' from person
          """,
          "insert into phone_change_proof select id, 'm', 's', 'r' from person",
          """
          insert into take_over
            (id, person, basis, reference, digest, shown_at, started_at, due_at, ended_at, outcome)
          select id, id, 'COUNTER', 'r', 'd', now(), now(), now(), now(), 'DONE' from person
          """,
          "insert into ended_link select id, id, 'a', 'w', now() from person on conflict do nothing",
          """
          insert into person_language
          select id, 'en', null, now() from person on conflict do nothing
          """,
          "insert into terms_acceptance select id, 'v', now(), null from person",
          "insert into ended_factor select uuidv7(), 'p', id, id, '{}' from person",
          "insert into citizen_import_row select 's', sha256(id::text::bytea), id, now() from person",
          """
          insert into evidence_status select id, 'WITHDRAWN', 'r', 'a', 'b', now() from evidence
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
  private static Counter counter = new Counter(Set.of(), "");

  /** What decisions about persons sent, and all of it in order where somebody was proven anew. */
  private record Counter(Set<String> statements, String provenAnew) {}

  @BeforeAll
  static void run(@TempDir Path folder) throws Exception {
    line = Operations.start(folder);
    statements = Operations.run(line, folder).statements();
    try (var window =
        Executors.newSingleThreadExecutor(run -> new Thread(run, "tomcat-handler-counter"))) {
      counter = Within.done(window.submit(QueryPlanTest::counter));
    }
    database = withoutParameters(line.bean(Environment.class));
    database.sql(PERSONS).update();
    ROWS.forEach(rows -> database.sql(rows).update());
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() ->
            database.sql("select count(*) > 5000 from audit_chain").query(Boolean.class).single());
    database.sql("analyze").update();
  }

  /** Two accounts, one of which is proven anew, merged, parted, merged again and erased. */
  private static Counter counter() {
    var eyes = new Approval(new Standings.Reason("case-7"), "op-1", "op-2");
    var cost = line.bean(Cost.class);
    String number = ProofFixtures.idNumber();
    String phone = "13900000001"; // of nobody whom the operations registered
    PersonId kept =
        ((Enrolment.Created) enrol(proof().document(resident(number)).name("林晓月").phone(phone)))
            .person();
    PersonId gone =
        ((Enrolment.Created)
                enrol(
                    proof()
                        .account("police-network", "organisation-1", "subject-1")
                        .by(
                            Method.NETWORK_CREDENTIAL,
                            "network-identity",
                            Factor.NETWORK_CREDENTIAL)
                        .cameBack()
                        .phone("13900000002")))
            .person();
    line.bean(PasswordCredentials.class).set(gone, "correct horse battery", RequestOrigin.SERVER);
    cost.begin();
    assertThat(
            enrol(
                proof()
                    .document(resident(number))
                    .document(ProofFixtures.permit("H12345678"))
                    .name("林晓月")
                    .phone(phone)
                    .account("alipay", "app-1", "subject-2")
                    .account("alipay", "app-2", "subject-3")))
        .isInstanceOf(Enrolment.Recognised.class);
    String provenAnew = cost.trace();
    cost.begin();
    var merges = line.bean(Merges.class);
    assertThat(merges.merge(kept, gone, eyes, RequestOrigin.SERVER)).isEqualTo(Merges.Outcome.DONE);
    assertThat(merges.unmerge(gone, eyes, RequestOrigin.SERVER)).isEqualTo(Merges.Outcome.DONE);
    assertThat(merges.merge(kept, gone, eyes, RequestOrigin.SERVER)).isEqualTo(Merges.Outcome.DONE);
    assertThat(line.bean(Erasures.class).erase(kept, eyes, RequestOrigin.SERVER))
        .isEqualTo(Erasures.Outcome.ERASED);
    return new Counter(cost.statements(), provenAnew);
  }

  private static Enrolment enrol(ProofFixtures.Builder proof) {
    return line.bean(Enrolments.class)
        .enrol(proof.build(), new SignInId(UUID.randomUUID()), RequestOrigin.SERVER);
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
  void noStatementThatMergesPartsOrErasesPersonsReadsAWholeTable() {
    assertThat(counter.statements()).hasSizeGreaterThan(40);
    Set<String> empty = tablesUpTo(0);
    assertThat(counter.statements())
        .allSatisfy(statement ->
            assertThat(wholeReads(plan(statement), false, empty)).as(statement).isEmpty());
  }

  /** However an operator asks: nobody's statement may take as long as the trail is. */
  @Test
  void noStatementThatShowsTheTrailReadsAWholeTable() throws Exception {
    try (var window =
        Executors.newSingleThreadExecutor(run -> new Thread(run, "tomcat-handler-trail"))) {
      Set<String> shown = Within.done(window.submit(QueryPlanTest::trail));
      assertThat(shown).filteredOn(each -> each.contains("audit_chain")).hasSize(8);
      Set<String> empty = tablesUpTo(0);
      assertThat(shown)
          .allSatisfy(statement ->
              assertThat(wholeReads(plan(statement), false, empty)).as(statement).isEmpty());
    }
  }

  private static Set<String> trail() {
    var cost = line.bean(Cost.class);
    var reader = new TrailReading.Reader("op-1", "case-7", RequestOrigin.SERVER);
    Instant now = Instant.now();
    var signIn = new SignInId(TimeOrderedId.at(now.minusSeconds(1), new SecureRandom()));
    var person = new PersonId(UUID.randomUUID());
    line.bean(Audit.class)
        .record(
            AuditEvent.of(AuditEventType.SIGN_IN_STARTED, RequestOrigin.SERVER)
                .person(person)
                .signIn(signIn));
    cost.begin();
    for (var whose : List.of(Optional.of(person), Optional.<PersonId>empty())) {
      for (var which : List.of(Optional.of(signIn), Optional.<SignInId>empty())) {
        for (var type :
            List.of(
                Optional.of(AuditEventType.SIGN_IN_STARTED), Optional.<AuditEventType>empty())) {
          line.bean(TrailReading.class)
              .read(
                  new TrailReading.Wanted(
                      whose, which, type, now.minusSeconds(60), now.plus(Duration.ofDays(1))),
                  Optional.empty(),
                  10,
                  reader);
        }
      }
    }
    return cost.statements();
  }

  /**
   * Whoever deletes a row has the database look for what points to it, by no plan that is shown.
   */
  @Test
  void whatPointsToRowsThatAreDeletedIsFoundByAnIndex() {
    var deleted = new TreeSet<String>();
    for (String statement : counter.statements()) {
      Matcher from = Pattern.compile("(?is)delete from (\\w+)").matcher(statement);
      while (from.find()) {
        deleted.add(from.group(1));
      }
    }
    assertThat(deleted).contains("passkey_user", "phone_change");
    assertThat(
            database
                .sql(
                    """
                    select conrelid::regclass || ' ' || conname from pg_constraint f
                     where contype = 'f' and confrelid::regclass::text in (:deleted)
                       and not exists (select from pg_index i
                                        where i.indrelid = f.conrelid and i.indkey[0] = f.conkey[1])
                    """)
                .param("deleted", deleted)
                .query(String.class)
                .list())
        .isEmpty();
  }

  @Test
  void theKeyOfAPersonIsReadOnceForAProof() {
    assertThat(counter.provenAnew().lines().filter(each -> each.contains("upstream_link (")))
        .hasSize(2);
    assertThat(counter.provenAnew().lines().filter(each -> each.contains("identity_document (")))
        .hasSize(1);
    assertThat(counter.provenAnew().lines().filter(each -> each.contains("SELECT seal_key FROM")))
        .hasSize(1);
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
