package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.permit;
import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.Merges.Outcome;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Window;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Merging two accounts and parting them again leaves every table as it was, whatever the two hold.
 * The long run of ten thousand pairs: {@code ./idp test -Dtest=MergedPairsTest
 * -Dmerges.pairs=10000}, with {@code -Dmerges.seed=…} for others.
 */
@IdentitySlice
@Clause("issue 6 item 3: merge then undo is the identity")
class MergedPairsTest {

  private static final int PAIRS = Integer.getInteger("merges.pairs", 200);
  private static final long SEED = Long.getLong("merges.seed", 7);
  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");
  private static final Approval EYES = Window.approved(new Standings.Reason("case-7"));

  /** What an account may hold beside what proofs bring. */
  private static final List<String> ROWS =
      List.of(
          """
          INSERT INTO upstream_link
            (id, person, adapter, issuer, subject, subject_index, linked_at, way)
          VALUES (:one, :person, :word, 'i', '\\x02' || uuid_send(:person),
                  sha256(uuid_send(:one)), now() - interval '9 days', :word)
          """,
          """
          INSERT INTO ended_link VALUES (:one, :person, :word, :word, now() - interval '9 days')
          ON CONFLICT DO NOTHING
          """,
          """
          INSERT INTO phone_credential
            (id, person, phone, phone_index, slot, bound_at, ended_at)
          VALUES (:one, :person, '\\x02' || uuid_send(:person),
                  sha256(convert_to(:word, 'UTF8')), 1, now() - interval '9 days', now())
          """,
          """
          INSERT INTO password_credential VALUES (:person, 'x', now() - interval '9 days')
          ON CONFLICT DO NOTHING
          """,
          """
          INSERT INTO phone_change
            (id, person, phone, reason, started_at, due_at, ended_at, outcome, cancelled_by)
          VALUES (:one, :person, '\\x02' || uuid_send(:person), 'PASSWORD', now(), now(), now(),
                  'CANCELLED', 'PHONE')
          """,
          """
          INSERT INTO phone_change
            (id, person, phone, reason, started_at, due_at, ended_at, outcome)
          VALUES (:one, :person, '\\x02' || uuid_send(:person), 'lost', now(), now(), now(), 'DONE')
          """,
          """
          INSERT INTO account_freeze
            (id, person, frozen_by, started_at, settled_at, ended_at, ended_by)
          VALUES (:one, :person, 'OWNER', now(), now(), now(), 'OWNER')
          """,
          """
          INSERT INTO take_over
            (id, person, basis, reference, digest, shown_at, started_at, due_at, ended_at, outcome)
          VALUES (:one, :person, 'COUNTER', 'r', 'd', now(), now(), now(), now(), 'NO_ROOM')
          """);

  /**
   * Everything that identity keeps of a person; of the account, what it is. Browsers are left out,
   * and the language that was chosen in one: whose they were while the two were one nobody knows,
   * so that both are forgotten.
   */
  private static final String TABLES =
      """
      SELECT x FROM (
        SELECT 'person ' || id || status || frozen || coalesce(merged_into::text, '') AS x,
               id AS person
          FROM person
        UNION ALL SELECT 'document ' || d::text, person FROM identity_document d
        UNION ALL SELECT 'link ' || l::text, person FROM upstream_link l
        UNION ALL SELECT 'ended link ' || l::text, person FROM ended_link l
        UNION ALL SELECT 'phone ' || c::text, person FROM phone_credential c
        UNION ALL SELECT 'password ' || w::text, person FROM password_credential w
        UNION ALL SELECT 'passkey ' || k::text, person FROM passkey_credential k
        UNION ALL SELECT 'handle ' || k::text, person FROM passkey_user k
        UNION ALL SELECT 'claim ' || m::text, person FROM person_claim m
        UNION ALL SELECT 'evidence ' || e::text, person FROM evidence e
        UNION ALL SELECT 'named ' || n::text, e.person
          FROM evidence e JOIN evidence_document n ON n.evidence = e.id
        UNION ALL SELECT 'subject ' || s::text, person FROM subject s
        UNION ALL SELECT 'change ' || c::text, person FROM phone_change c
        UNION ALL SELECT 'freeze ' || f::text, person FROM account_freeze f
        UNION ALL SELECT 'take-over ' || t::text, person FROM take_over t
      ) AS t WHERE person IN (:one, :other) ORDER BY x
      """;

  @Autowired private Enrolments enrolments;
  @Autowired private Merges merges;
  @Autowired private Subjects subjects;
  @Autowired private JdbcClient jdbc;

  private final Random random = new Random(SEED);

  @Test
  void mergingAndUndoingIsTheIdentity() {
    for (int pair = 0; pair < PAIRS; pair++) {
      String phone = ProofFixtures.phone();
      PersonId kept = random.nextBoolean() ? named(phone) : nameless(phone);
      PersonId gone = other(kept, random.nextBoolean() ? phone : ProofFixtures.phone());
      List.of(kept, gone).forEach(this::furnish);
      List<String> before = tables(kept, gone);

      assertThat(merges.merge(kept, gone, EYES, BROWSER)).isEqualTo(Outcome.DONE);
      assertThat(tables(kept, gone)).isNotEqualTo(before);
      assertThat(merges.unmerge(gone, EYES, BROWSER)).isEqualTo(Outcome.DONE);

      assertThat(tables(kept, gone)).as("pair %d of seed %d", pair, SEED).isEqualTo(before);
    }
  }

  private List<String> tables(PersonId one, PersonId other) {
    return jdbc.sql(TABLES)
        .param("one", one.value())
        .param("other", other.value())
        .query(String.class)
        .list();
  }

  private PersonId enrol(ProofFixtures.Builder proof) {
    return switch (enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER)) {
      case Enrolment.Created created -> created.person();
      case Enrolment.Recognised recognised -> recognised.person();
      case Enrolment another -> throw new AssertionError(another);
    };
  }

  /** By a number; some with claims that another register or a face made more or less of. */
  private PersonId named(String phone) {
    String number = ProofFixtures.idNumber();
    ProofFixtures.Builder pair = proof().document(resident(number)).name("林晓月").phone(phone);
    PersonId person = enrol(pair);
    if (random.nextInt(3) == 0) {
      enrol(pair.by(Method.LIVE_PORTRAIT_MATCH, "register", Factor.FACE));
    }
    if (random.nextInt(3) == 0) {
      enrol(proof().document(resident(number)).name("林小月").phone(phone));
    }
    return person;
  }

  private PersonId nameless(String phone) {
    ProofFixtures.Builder network = network();
    return enrol(random.nextBoolean() ? network.phone(phone) : network);
  }

  private static ProofFixtures.Builder network() {
    return proof()
        .account("police-network", "organisation-1", UUID.randomUUID().toString())
        .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL)
        .cameBack();
  }

  /** Somebody who holds no document of a kind that the first one holds. */
  private PersonId other(PersonId first, String phone) {
    boolean hasNumber =
        jdbc.sql("SELECT EXISTS (SELECT FROM identity_document WHERE person = ?)")
            .param(first.value())
            .query(Boolean.class)
            .single();
    return switch (random.nextInt(3)) {
      case 0 -> nameless(phone);
      case 1 -> crossing(phone);
      default -> hasNumber ? crossing(phone) : named(phone);
    };
  }

  /** By a travel document, with the name of its zone. */
  private PersonId crossing(String phone) {
    PersonFacts said =
        PersonFacts.none()
            .named(ProofFixtures.name("陳大文"))
            .inLatin(ProofFixtures.name("CHAN TAI MAN"))
            .holding(permit("H" + ProofFixtures.idNumber().substring(9, 17)));
    return enrol(network().and(Method.TRAVEL_DOCUMENT_MATCH, "immigration", said).phone(phone));
  }

  private void furnish(PersonId person) {
    for (String row : ROWS) {
      if (random.nextInt(3) == 0) {
        jdbc.sql(row)
            .param("person", person.value())
            .param("one", UUID.randomUUID())
            .param("word", List.of("a", "b", "c").get(random.nextInt(3)))
            .update();
      }
    }
    if (random.nextInt(3) == 0) {
      PasskeyFixtures.add(person, jdbc);
    }
    List.of("tax.example", "health.example").stream()
        .filter(_ -> random.nextBoolean())
        .forEach(sector -> subjects.of(person, sector));
  }
}
