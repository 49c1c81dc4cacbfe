package cn.tongxing.idp.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.RegisteredTo;
import cn.tongxing.idp.identity.Erasures.Outcome;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.HolderRows;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody who stands in every table that can name a person, and what is left of them. */
@Clause("PIPL 47")
class ErasedTablesTest {

  private static final Approval EYES = new Approval(new Standings.Reason("case-9"), "op-1", "op-2");

  /** Tables that point to a person, or to something that does. */
  private static final String NAMING =
      """
      WITH RECURSIVE named AS (
        SELECT c.oid FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
           AND c.relnamespace = 'public'::regnamespace
           AND (c.relname = 'person' OR a.attname IN ('person', 'person_id'))
        UNION
        SELECT f.conrelid FROM pg_constraint f JOIN named n ON f.confrelid = n.oid
         WHERE f.contype = 'f')
      SELECT oid::regclass::text FROM named
      """;

  /** What a person can have that no sign-in of a test gives, as rows. */
  private static final List<String> ROWS =
      List.of(
          """
          INSERT INTO upstream_link
            (id, person, adapter, issuer, subject, subject_index, linked_at, way)
          SELECT :one, id, 'a', 'i', '\\x02' || uuid_send(id), sha256(uuid_send(id)), now(), 'a'
            FROM person WHERE id = :person
          """,
          """
          INSERT INTO phone_change
            (id, person, phone, reason, started_at, due_at, ended_at, outcome)
          SELECT :one, id, '\\x02' || uuid_send(id), 'lost', now(), now(), now(), 'DONE'
            FROM person WHERE id = :person
          """,
          "INSERT INTO phone_change_proof VALUES (:one, 'm', 's', 'r')",
          """
          INSERT INTO take_over
            (id, person, basis, reference, digest, shown_at, started_at, due_at, ended_at, outcome)
          VALUES (:one, :person, 'COUNTER', 'r', 'd', now(), now(), now(), now(), 'DONE')
          """,
          "INSERT INTO ended_factor VALUES (:one, 'password_credential', :person, :person, '{}')",
          """
          INSERT INTO account_freeze
            (id, person, frozen_by, started_at, settled_at, ended_at, ended_by)
          VALUES (:one, :person, 'OWNER', now(), now(), now(), 'OWNER')
          """,
          "INSERT INTO known_place VALUES (:person, sha256(uuid_send(:one)), 'BROWSER', now())",
          "INSERT INTO citizen_import_row VALUES ('portal', sha256(uuid_send(:one)), :person, now())",
          """
          INSERT INTO person_merge
          VALUES (:one, :other, :person, 'r', 'a', 'b', now(), now(), 'r', 'a', 'b')
          """,
          "INSERT INTO person_merge_row VALUES (:one, 'LINK', :one, true)",
          """
          INSERT INTO evidence_status
          SELECT id, 'WITHDRAWN', 'r', 'a', 'b', now() FROM evidence
           WHERE person = :person AND method = 'LIVE_PORTRAIT_MATCH'
          """,
          """
          INSERT INTO authorization_grant
            (id, origin, code_hash, client_id, person_id, session_id, scopes, userinfo_claims,
             resources, acr, amr, auth_time, shown, created_at, expires_at)
          SELECT :one, 'CODE', token_hash, 'tax', person, id, '{}', '{}', '{}', 'a', '{}', now(), '{}', now(),
                 now() + interval '1 day'
            FROM sso_session WHERE person = :person
          """,
          "INSERT INTO ended_link VALUES (:one, :person, 'b', 'b', now())",
          """
          INSERT INTO device_name
          SELECT :one, id, sha256(uuid_send(:one)), '\\x02' || uuid_send(id), now()
            FROM person WHERE id = :person
          """,
          "INSERT INTO person_language VALUES (:person, 'en', NULL, now()) ON CONFLICT DO NOTHING",
          "INSERT INTO terms_acceptance VALUES (:person, 'v', now(), NULL)",
          """
          INSERT INTO notice
          VALUES (:one, :person, 'PASSWORD_SET', 'SMS', NULL, NULL, 'SENT', 1, now(), now(), now())
          """,
          """
          INSERT INTO peer_news
          VALUES (:one, :person, 'a', 'REGISTERED', 'w', 'TOLD', 1, now(), now(), now())
          """,
          "INSERT INTO consent VALUES (:one, :person, 'tax', 's', 'v', now(), NULL)");

  /**
   * Rows that stay ({@code docs/operations/citizens.md}); of the trail and of notices some more.
   */
  private static final Map<String, Integer> STAY =
      new TreeMap<>(
          Map.of(
              "subject", 1,
              "person_merge", 1,
              "person_merge_row", 1,
              "evidence", 2,
              "evidence_status", 1,
              "sso_session", 1,
              "authorization_grant", 1,
              "consent", 1,
              "terms_acceptance", 1,
              "citizen_import_row", 1));

  private static final Set<String> GROW = Set.of("audit_event", "notice");

  private final RunningServer server = RunningServer.shared();
  private final JdbcClient jdbc = server.bean(JdbcClient.class);

  /** Ids and indexes that lead to a person. */
  private List<String> marks(PersonId person, UUID one) {
    var marks = new ArrayList<>(List.of(person.toString(), one.toString()));
    marks.addAll(
        jdbc.sql(
                """
                SELECT encode(number_index, 'hex') FROM identity_document WHERE person = :person
                UNION ALL SELECT encode(phone_index, 'hex') FROM phone_credential
                 WHERE person = :person
                UNION ALL SELECT encode(key, 'hex') FROM citizen_import_row WHERE person = :person
                UNION ALL SELECT id::text FROM evidence WHERE person = :person
                UNION ALL SELECT encode(uuid_send(:person), 'hex')
                """)
            .param("person", person.value())
            .query(String.class)
            .list());
    return marks;
  }

  /** How many rows with a mark each table has. */
  private Map<String, Integer> rows(List<String> marks) {
    var rows = new TreeMap<String, Integer>();
    Dump.of(jdbc).rows().stream()
        .filter(row -> marks.stream().anyMatch(row::contains))
        .forEach(row -> rows.merge(row.substring(0, row.indexOf(' ')), 1, Integer::sum));
    return rows;
  }

  private PersonId everywhere(UUID one) {
    PersonId person = server.personOfP4();
    server.signIn(person);
    server.bean(Subjects.class).of(person, "tax.example");
    server
        .bean(PasswordCredentials.class)
        .set(person, "correct horse battery", RequestOrigin.SERVER);
    PasskeyFixtures.add(person, jdbc);
    PersonId other = server.person();
    for (String row : ROWS) {
      jdbc.sql(row)
          .param("person", person.value())
          .param("other", other.value())
          .param("one", one)
          .update();
    }
    answered(person, one.toString());
    return person;
  }

  /** What the carriers said of the person's document, as it is kept. */
  private void answered(PersonId person, String reference) {
    var holders = server.bean(HolderRows.class);
    IdentityDocument document = server.bean(DocumentRows.class).of(person).getFirst();
    PhoneNumber phone = server.bean(PhoneRows.class).of(person).getFirst();
    var answer = new HolderCheck.Answer(RegisteredTo.THEIRS, reference, "d");
    holders.claim(document, phone, Integer.MAX_VALUE, Instant.now());
    holders.keep(document, phone, answer);
    assertThat(holders.known(document, phone, Instant.now()).map(HolderRows.Known::answer))
        .as("an answer that is known")
        .contains(answer);
  }

  private List<String> evidence(PersonId person) {
    return jdbc.sql(
            """
            SELECT to_jsonb(e) - 'reference' - 'digest' FROM evidence e
             WHERE person = ? ORDER BY id
            """)
        .param(person.value())
        .query(String.class)
        .list();
  }

  private List<String> said(PersonId person) {
    return jdbc.sql("SELECT DISTINCT reference || ' ' || digest FROM evidence WHERE person = ?")
        .param(person.value())
        .query(String.class)
        .list();
  }

  @Test
  void ofWhoStandsInEveryTableIsLeftWhatIsDocumentedAndNothingElse() {
    UUID one = UUID.randomUUID();
    PersonId person = everywhere(one);
    List<String> marks = marks(person, one);
    assertThat(rows(marks).keySet())
        .as("every table that can name a person does")
        .contains("phone_holder")
        .containsAll(jdbc.sql(NAMING).query(String.class).list());
    List<String> proven = evidence(person);

    assertThat(server.bean(Erasures.class).erase(person, EYES, RequestOrigin.SERVER))
        .isEqualTo(Outcome.ERASED);

    Map<String, Integer> left = rows(marks);
    assertThat(left.keySet()).containsAll(GROW);
    left.keySet().removeAll(GROW);
    assertThat(left.remove("person")).isOne();
    assertThat(left).isEqualTo(STAY);
    assertThat(evidence(person)).as("how they were proven").isEqualTo(proven);
    assertThat(said(person)).as("by whom it was said").containsExactly("erased " + "0".repeat(64));
    assertThat(over("sso_session", "person", "ended_at", person)).isTrue();
    assertThat(over("authorization_grant", "person_id", "revoked_at", person)).isTrue();
  }

  private boolean over(String table, String whose, String end, PersonId person) {
    return jdbc.sql(
            "SELECT bool_and(%s IS NOT NULL) FROM %s WHERE %s = ?".formatted(end, table, whose))
        .param(person.value())
        .query(Boolean.class)
        .single();
  }

  @Test
  void evidenceOfTheLivingIsNeverChangedAndOfTheErasedNothingElse() {
    PersonId person = server.person();
    assertThatThrownBy(() -> change(person)).hasMessageContaining("only ever appended");
    server.bean(Erasures.class).erase(person, EYES, RequestOrigin.SERVER);
    List<String> before = evidence(person);

    change(person);

    assertThat(evidence(person)).isEqualTo(before);
    assertThat(said(person)).containsExactly("erased " + "0".repeat(64));
  }

  private void change(PersonId person) {
    jdbc.sql(
            """
            UPDATE evidence SET method = 'X', source = 'x', recorded_at = now(), reference = 'y'
             WHERE person = ?
            """)
        .param(person.value())
        .update();
  }
}
