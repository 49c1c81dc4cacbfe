package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.AuditVerification;
import cn.tongxing.idp.audit.TrailState;
import cn.tongxing.idp.identity.Erasures.Outcome;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.store.ClaimRows;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.EndedFactors;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.keys.DataKeyChanges;
import cn.tongxing.idp.keys.SealBroken;
import cn.tongxing.idp.keys.SealedColumn;
import cn.tongxing.idp.keys.sealing.StolenKeys;
import cn.tongxing.idp.keys.store.SealedRows;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Texts;
import cn.tongxing.idp.testing.identity.Window;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@IdentitySlice
@Clause("PIPL 47")
class ErasuresTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");
  private static final Approval EYES = new Approval(new Standings.Reason("case-9"), "op-1", "op-2");

  @Autowired private Erasures erasures;
  @Autowired private Enrolments enrolments;
  @Autowired private Merges merges;
  @Autowired private Standings standings;
  @Autowired private Subjects subjects;
  @Autowired private Profiles profiles;
  @Autowired private PasswordCredentials passwords;
  @Autowired private PhoneChanges changes;
  @Autowired private TakeOvers takeOvers;
  @Autowired private PersonLookups lookups;
  @Autowired private DataKeyChanges keys;
  @Autowired private DocumentRows documents;
  @Autowired private PhoneRows phones;
  @Autowired private ClaimRows claims;
  @Autowired private EndedFactors ended;
  @Autowired private CitizenImport imports;
  @Autowired private Freezes freezes;
  @Autowired private PasskeyCredentials passkeys;
  @Autowired private AuditVerification trail;
  @Autowired private Texts texts;
  @Autowired private JdbcClient jdbc;
  @Autowired private PlatformTransactionManager transactions;
  @Autowired private ApplicationContext server;

  private final Random random = new Random();

  /** Somebody whose name nobody else has. */
  private final class Citizen {
    final String number = ProofFixtures.idNumber();
    final String phone = ProofFixtures.phone();
    final String account = UUID.randomUUID().toString();
    final String name = "欧阳" + character() + character();

    ProofFixtures.Builder shows() {
      return proof()
          .document(resident(number))
          .name(name)
          .phone(phone)
          .account("alipay", "app-1", account)
          .by(Method.CERTIFIED_PAYMENT_ACCOUNT, "alipay", Factor.UPSTREAM_ACCOUNT);
    }

    PersonId registered() {
      return ((Enrolment.Created) enrol(shows())).person();
    }

    PhoneNumber bound() {
      return ProofFixtures.phone(phone);
    }

    List<String> secrets() {
      return List.of(number, name, phone, account, number.substring(6, 14));
    }

    List<byte[]> indexes() {
      return List.of(documents.index(number), phones.index(bound()));
    }
  }

  private String character() {
    return Character.toString(0x4e00 + random.nextInt(0x5000));
  }

  private Enrolment enrol(ProofFixtures.Builder proof) {
    return enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER);
  }

  /** An account of the network identity, with a phone and nothing else. */
  private PersonId nameless(String phone) {
    return nameless(phone, UUID.randomUUID().toString());
  }

  private PersonId nameless(String phone, String account) {
    ProofFixtures.Builder shown =
        proof()
            .account("police-network", "organisation-1", account)
            .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL)
            .cameBack()
            .phone(phone);
    return ((Enrolment.Created) enrol(shown)).person();
  }

  /** With everything that somebody can have. */
  private PersonId livingThere(Citizen citizen) {
    PersonId person = citizen.registered();
    passwords.set(person, "correct horse battery", BROWSER);
    PasskeyFixtures.add(person, jdbc);
    changes.ask(
        person,
        ProofFixtures.phone(ProofFixtures.phone()),
        AccountRule.Shown.of(AccountRule.Own.PASSWORD),
        BROWSER);
    return person;
  }

  private List<byte[]> sealed(PersonId person) {
    return jdbc.sql(
            """
            SELECT value FROM person_claim WHERE person = :person
            UNION ALL SELECT number FROM identity_document WHERE person = :person
            UNION ALL SELECT phone FROM phone_credential WHERE person = :person
            UNION ALL SELECT phone FROM phone_change WHERE person = :person
            UNION ALL SELECT subject FROM upstream_link WHERE person = :person
            """)
        .param("person", person.value())
        .query(byte[].class)
        .list();
  }

  /** What a thief of this dump and of every data key reads in these values. */
  private List<String> read(Dump dump, List<byte[]> values) {
    StolenKeys stolen = StolenKeys.of(server).andThoseIn(dump.values());
    return values.stream()
        .flatMap(value -> stolen.open(value).stream())
        .map(text -> new String(text, StandardCharsets.UTF_8))
        .toList();
  }

  private static boolean says(List<String> texts, String secret) {
    return texts.stream().anyMatch(text -> text.contains(secret));
  }

  /** An address is kept until its notice is sent, a day at most. */
  private void allTold(PersonId person, PhoneNumber phone) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(texts.told(phone)).contains(NoticeKind.ERASED));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            jdbc.sql("SELECT count(*) = 0 FROM notice WHERE state = 'WAITING' AND person = ?")
                .param(person.value())
                .query(Boolean.class)
                .single());
  }

  @Test
  void whoHasEveryTableAndEveryDataKeyLearnsNothingOfWhoWasErased() {
    var citizen = new Citizen();
    PersonId person = livingThere(citizen);
    subjects.of(person, "tax.example");
    List<byte[]> before = sealed(person);
    List<String> readable = read(Dump.of(jdbc), before);
    assertThat(before).hasSizeGreaterThanOrEqualTo(5);
    assertThat(citizen.secrets().subList(0, 4)).allMatch(secret -> says(readable, secret));

    assertThat(erasures.erase(person, EYES, BROWSER)).isEqualTo(Outcome.ERASED);
    allTold(person, citizen.bound());

    Dump dump = Dump.of(jdbc);
    List<String> rest = read(dump, before); // of an earlier copy, or of pages that nobody cleared
    StolenKeys stolen = StolenKeys.of(server);
    List<String> opened =
        dump.values().stream()
            .flatMap(value -> stolen.open(value).stream())
            .map(text -> new String(text, StandardCharsets.UTF_8))
            .toList();
    for (String secret : citizen.secrets()) {
      assertThat(says(rest, secret)).as(secret).isFalse();
      assertThat(says(opened, secret)).as(secret).isFalse();
    }
    for (String secret : citizen.secrets().subList(0, 4)) {
      assertThat(dump.saying(secret)).isEmpty();
    }
    assertThat(citizen.indexes()).allSatisfy(index -> assertThat(dump.holding(index)).isEmpty());
    assertThat(dump.tablesOf(person))
        .as("where the person is still named, by id")
        .containsExactly("audit_event", "evidence", "notice", "person", "subject");
  }

  @Test
  void theTrailStaysWholeAndSaysWhoErasedWhom() {
    var citizen = new Citizen();
    PersonId person = livingThere(citizen);

    erasures.erase(person, EYES, BROWSER);

    assertThat(new AuditTrail(jdbc).of(person))
        .contains("person.registered", "phone.change.cancelled", "person.erased");
    assertThat(
            jdbc.sql("SELECT details FROM audit_event WHERE person = ? AND type = 'person.erased'")
                .param(person.value())
                .query(String.class)
                .single())
        .contains("case-9", "op-1", "op-2");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(trail.verify())
                .isInstanceOfSatisfying(
                    TrailState.Intact.class, intact -> assertThat(intact.unsealed()).isZero()));
  }

  @Test
  void whoComesBackIsSomebodyNewWithAnotherSubject() {
    var citizen = new Citizen();
    PersonId person = citizen.registered();
    String subject = subjects.of(person, "tax.example");
    erasures.erase(person, EYES, BROWSER);

    PersonId again = citizen.registered();

    assertThat(again).isNotEqualTo(person);
    assertThat(subjects.of(again, "tax.example")).isNotEqualTo(subject);
    assertThat(profiles.find(again).orElseThrow().name().orElseThrow().reveal())
        .isEqualTo(citizen.name);
    assertThat(
            jdbc.sql("SELECT count(*) FROM subject WHERE value = ?")
                .param(subject)
                .query(Integer.class)
                .single())
        .as("nobody is ever given it")
        .isOne();
    assertThat(profiles.find(person)).isEmpty();
    assertThat(Window.holders(lookups, citizen.number)).containsExactly(again);
    assertThat(erasures.erase(person, EYES, BROWSER)).isEqualTo(Outcome.ALREADY);
  }

  @Test
  void oneWhoBecamePartOfAnotherIsErasedWithThatOneAndNotWithoutIt() {
    var citizen = new Citizen();
    PersonId kept = citizen.registered();
    String phone = ProofFixtures.phone();
    String account = UUID.randomUUID().toString();
    PersonId gone = nameless(phone, account);
    List<byte[]> theirs = sealed(gone);
    assertThat(merges.merge(kept, gone, EYES, BROWSER)).isEqualTo(Merges.Outcome.DONE);
    assertThat(phones.of(kept)).as("opened by the key of who sealed it").hasSize(2);

    assertThat(erasures.erase(gone, EYES, BROWSER)).isEqualTo(Outcome.PART_OF_ANOTHER);
    assertThat(phones.of(kept)).hasSize(2);
    assertThat(erasures.erase(kept, EYES, BROWSER)).isEqualTo(Outcome.ERASED);

    assertThat(read(Dump.of(jdbc), theirs))
        .noneMatch(text -> text.contains(phone) || text.contains(account));
    assertThat(new AuditTrail(jdbc).of(gone)).contains("person.erased");
    assertThat(merges.unmerge(gone, EYES, BROWSER)).isEqualTo(Merges.Outcome.KEPT_SHUT_OUT);
    assertThat(enrol(proof().account("police-network", "organisation-1", account)))
        .isInstanceOf(Enrolment.Created.class);
  }

  /** Both accounts had it: the one row sleeps beside the other. */
  @Test
  void aPhoneOfBothIsToldOnce() {
    var citizen = new Citizen();
    PersonId kept = citizen.registered();
    PersonId gone = nameless(citizen.phone);
    merges.merge(kept, gone, EYES, BROWSER);
    assertThat(phones.of(kept)).isEqualTo(phones.of(gone));

    erasures.erase(kept, EYES, BROWSER);

    assertThat(
            jdbc.sql(
                    "SELECT count(*) FROM notice WHERE kind = 'ERASED' AND person IN (:kept, :gone)")
                .param("kept", kept.value())
                .param("gone", gone.value())
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void whoWasPartedFromAnErasedOneKeepsWhatIsTheirs() {
    PersonId kept = new Citizen().registered();
    String phone = ProofFixtures.phone();
    PersonId gone = nameless(phone);
    merges.merge(kept, gone, EYES, BROWSER);
    merges.unmerge(gone, EYES, BROWSER);

    erasures.erase(kept, EYES, BROWSER);

    assertThat(phones.of(gone)).containsExactly(ProofFixtures.phone(phone));
    assertThat(profiles.isActive(gone)).isTrue();
  }

  @Test
  void nobodyIsErasedThatIsNotThereOrWhoseCaseIsOpen() {
    assertThat(erasures.erase(new PersonId(UUID.randomUUID()), EYES, BROWSER))
        .isEqualTo(Outcome.UNKNOWN);
    PersonId shutOut = new Citizen().registered();
    var court = new Standings.Reason("court-order/114");
    standings.disable(shutOut, court, Window.OPERATOR, BROWSER);

    assertThat(erasures.erase(shutOut, EYES, BROWSER)).isEqualTo(Outcome.HELD);
    assertThat(phones.of(shutOut)).hasSize(1);

    standings.enable(shutOut, Window.approved(court), BROWSER);
    assertThat(erasures.erase(shutOut, EYES, BROWSER)).isEqualTo(Outcome.ERASED);
  }

  @Test
  @Clause("G5")
  void aValueOrKeyOfAnotherPersonOpensInNobodysRow() {
    PersonId one = new Citizen().registered();
    PersonId other = new Citizen().registered();
    jdbc.sql(
            """
            UPDATE person_claim c SET value = o.value FROM person_claim o
             WHERE c.person = :one AND o.person = :other AND c.kind = 'NAME' AND o.kind = 'NAME'
            """)
        .param("one", one.value())
        .param("other", other.value())
        .update();
    assertThatThrownBy(() -> claims.of(one)).isInstanceOf(SealBroken.class);

    PersonId third = new Citizen().registered();
    byte[] theirs = key(third);
    setKey(third, key(other));
    assertThatThrownBy(() -> claims.of(third))
        .isInstanceOf(SealBroken.class)
        .hasMessageContaining("seal_key");
    setKey(third, theirs);
    assertThat(claims.of(third)).isNotEmpty();
  }

  @Test
  @Clause("A13")
  void whatATakeOverEndedIsErasedToo() {
    var citizen = new Citizen();
    PersonId person =
        ((Enrolment.Created)
                enrol(
                    proof()
                        .document(resident(citizen.number))
                        .name(citizen.name)
                        .phone(citizen.phone)))
            .person();
    passwords.set(person, "correct horse battery", BROWSER);
    takeOvers.atCounter(
        person,
        ProofFixtures.phone(ProofFixtures.phone()),
        Window.decided(new Standings.Reason("squatted"), new Standings.Reason("case-9")),
        BROWSER);
    assertThat(Dump.of(jdbc).tablesOf(person)).contains("ended_factor", "take_over");

    erasures.erase(person, EYES, BROWSER);

    assertThat(Dump.of(jdbc).tablesOf(person)).doesNotContain("ended_factor", "take_over");
  }

  @Test
  void aSignInThatMeetsAnErasureLeavesNothingBehind() throws Exception {
    try (var two = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 20; round++) {
        var citizen = new Citizen();
        PersonId person = citizen.registered();
        Future<Enrolment> signIn = two.submit(() -> enrol(citizen.shows()));
        Future<Outcome> erasure = two.submit(() -> erasures.erase(person, EYES, BROWSER));

        assertThat(Within.done(erasure)).isEqualTo(Outcome.ERASED);
        assertThat(Within.done(signIn))
            .isInstanceOfAny(
                Enrolment.Recognised.class,
                Enrolment.Disabled.class,
                Enrolment.Created.class,
                Enrolment.NotTheirs.class);
        assertThat(sealed(person)).isEmpty();
        assertThat(
                jdbc.sql("SELECT seal_key IS NULL AND status = 'CLOSED' FROM person WHERE id = ?")
                    .param(person.value())
                    .query(Boolean.class)
                    .single())
            .isTrue();
      }
    }
  }

  @Test
  void aMergeThatMeetsAnErasureIsErasedWithItOrComesToNothing() throws Exception {
    try (var two = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 20; round++) {
        PersonId kept = new Citizen().registered();
        PersonId gone = nameless(ProofFixtures.phone());
        Future<Merges.Outcome> merge = two.submit(() -> merges.merge(kept, gone, EYES, BROWSER));
        Outcome erasure = Within.done(two.submit(() -> erasures.erase(kept, EYES, BROWSER)));

        boolean merged = Within.done(merge) == Merges.Outcome.DONE;
        switch (erasure) {
          case ERASED -> assertThat(phones.of(gone).isEmpty()).isEqualTo(merged);
          case JUST_MERGED -> assertThat(phones.of(kept)).as("nothing was changed").hasSize(2);
          default -> throw new AssertionError(erasure);
        }
      }
    }
  }

  @Test
  void anErasureWhileTheKeysChangeIsForEver() throws Exception {
    PersonId person = new Citizen().registered();
    PersonId stays = new Citizen().registered();
    var rows = new SealedRows(jdbc, new TransactionTemplate(transactions));
    try (var one = Executors.newSingleThreadExecutor()) {
      String from = new UUID(person.value().getMostSignificantBits(), 0).toString();
      rows.reseal(
          SealedColumn.of("person", "seal_key"),
          "id",
          -1,
          from,
          value -> {
            if (value.id().equals(person.toString())) {
              erasedMeanwhile(one, person);
            }
            return value.sealed();
          });
    }

    keys.reseal(_ -> {});

    assertThat(
            jdbc.sql("SELECT count(*) FROM person WHERE id = ? AND seal_key IS NULL")
                .param(person.value())
                .query(Integer.class)
                .single())
        .isOne();
    assertThat(profiles.find(stays).orElseThrow().name()).isPresent();
  }

  private void erasedMeanwhile(ExecutorService one, PersonId person) {
    try {
      Within.done(one.submit(() -> erasures.erase(person, EYES, BROWSER)));
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] key(PersonId person) {
    return jdbc.sql("SELECT seal_key FROM person WHERE id = ?")
        .param(person.value())
        .query(byte[].class)
        .single();
  }

  private void setKey(PersonId person, byte[] key) {
    jdbc.sql("UPDATE person SET seal_key = ? WHERE id = ?").params(key, person.value()).update();
  }

  @Test
  void whatWasBroughtInByWhoWasPartedSinceIsErasedWithThem() {
    var citizen = new Citizen();
    PersonId kept = citizen.registered();
    String phone = ProofFixtures.phone();
    PersonId gone = nameless(phone);
    passwords.set(gone, "correct horse battery", BROWSER);
    PasskeyFixtures.add(gone, jdbc);
    String password =
        jdbc.sql("SELECT encoded FROM password_credential WHERE person = ?")
            .param(gone.value())
            .query(String.class)
            .single();
    merges.merge(kept, gone, EYES, BROWSER);
    new TransactionTemplate(transactions)
        .executeWithoutResult(_ -> ended.end(kept, UUID.randomUUID(), Instant.now()));
    merges.unmerge(gone, EYES, BROWSER);
    assertThat(endedOf(kept))
        .containsExactlyInAnyOrder(
            "passkey_credential of another",
            "password_credential of another",
            "phone_credential of another",
            "phone_credential",
            "upstream_link of another",
            "upstream_link");

    assertThat(erasures.erase(gone, EYES, BROWSER)).isEqualTo(Outcome.ERASED);

    assertThat(endedOf(kept)).containsExactlyInAnyOrder("phone_credential", "upstream_link");
    Dump dump = Dump.of(jdbc);
    assertThat(dump.saying(password)).isEmpty();
    assertThat(dump.holding(phones.index(ProofFixtures.phone(phone)))).isEmpty();
    assertThat(dump.tablesOf(gone))
        .as("where the person is still named, by id")
        .containsExactly(
            "audit_event", "evidence", "notice", "person", "person_merge", "person_merge_row");
  }

  /** What ended of an account, and whose it was. */
  private List<String> endedOf(PersonId person) {
    return jdbc.sql(
            """
            SELECT place || CASE WHEN origin = person THEN '' ELSE ' of another' END
              FROM ended_factor WHERE person = ?
            """)
        .param(person.value())
        .query(String.class)
        .list();
  }

  @Test
  void anImportBringsNobodyBack(@TempDir Path folder) throws Exception {
    String withId = ProofFixtures.idNumber();
    String withoutId = ProofFixtures.idNumber();
    String rows = "%s,林晓月,u-77%n%s,林晓月,%n".formatted(withId, withoutId);
    Path file =
        Files.writeString(folder.resolve("all.csv"), "document_number,name,external_id\n" + rows);
    var options =
        new CitizenImport.Options(
            "portal-erased", new Standings.Reason("op-1"), false, Optional.empty());
    assertThat(imports.run(file, options, _ -> {}).imported()).isEqualTo(2);
    for (String number : List.of(withId, withoutId)) {
      PersonId person = Window.holders(lookups, number).getFirst();
      assertThat(erasures.erase(person, EYES, BROWSER)).isEqualTo(Outcome.ERASED);
    }

    CitizenImport.Report again = imports.run(file, options, _ -> {});

    assertThat(again.imported()).isZero();
    assertThat(again.known()).isEqualTo(2);
    assertThat(Window.holders(lookups, withId)).isEmpty();
    assertThat(Window.holders(lookups, withoutId)).isEmpty();
  }

  @Test
  void whoseAccountTheCounterHasFrozenIsNotErasedUntilItIsThawed() {
    PersonId person = new Citizen().registered();
    var why = new Freezes.Case(new Standings.Reason("stolen"), new Standings.Reason("case-9"));
    freezes.freeze(person, Freezes.Desk.COUNTER, why, Window.OPERATOR, BROWSER);

    assertThat(erasures.erase(person, EYES, BROWSER)).isEqualTo(Outcome.HELD);
    assertThat(sealed(person)).isNotEmpty();

    freezes.thaw(person, Freezes.Recent.KEEP, Window.decided(why), BROWSER);
    assertThat(erasures.erase(person, EYES, BROWSER)).isEqualTo(Outcome.ERASED);
  }

  @Test
  void aPasskeyThatIsBegunWhileItsPersonIsErasedLeavesNothingBehind() throws Exception {
    PersonId person = new Citizen().registered();
    try (var one = Executors.newSingleThreadExecutor()) {
      Future<PasskeyCredentials.Ceremony> begun =
          new TransactionTemplate(transactions)
              .execute(_ -> {
                assertThat(erasures.erase(person, EYES, BROWSER)).isEqualTo(Outcome.ERASED);
                var running = one.submit(() -> passkeys.register(person));
                await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> running.isDone() || isWaiting("passkey_user"));
                return running;
              });

      assertThatThrownBy(() -> Within.done(begun))
          .hasCauseInstanceOf(IllegalArgumentException.class);
    }
    assertThat(
            jdbc.sql("SELECT count(*) FROM passkey_user WHERE person = ?")
                .param(person.value())
                .query(Integer.class)
                .single())
        .isZero();
  }

  /** Whether a statement that names the table waits for a lock. */
  private boolean isWaiting(String table) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM pg_stat_activity
             WHERE wait_event_type = 'Lock' AND datname = current_database()
               AND query LIKE '%' || ? || '%')
            """)
        .param(table)
        .query(Boolean.class)
        .single();
  }
}
