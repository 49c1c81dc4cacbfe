package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.permit;
import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of a person, whoever says otherwise. */
@IdentitySlice
class ClaimsTest {

  private static final Standings.Reason OPERATOR = new Standings.Reason("op-7");

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");

  @Autowired private Enrolments enrolments;
  @Autowired private EvidenceWithdrawals withdrawals;
  @Autowired private Profiles profiles;
  @Autowired private CitizenImport imports;
  @Autowired private PersonLookups lookups;
  @Autowired private DocumentRows papers;
  @Autowired private JdbcClient jdbc;

  private final String number = ProofFixtures.idNumber();
  private final String phone = ProofFixtures.phone();
  private final String account = UUID.randomUUID().toString();

  private Enrolment enrol(ProofFixtures.Builder proof) {
    return enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER);
  }

  private ProofFixtures.Builder police(String name) {
    return proof().document(resident(number)).name(name).phone(phone);
  }

  private ProofFixtures.Builder face(String name) {
    return proof()
        .document(resident(number))
        .name(name)
        .by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE);
  }

  private ProofFixtures.Builder alipay(String name) {
    return proof()
        .account("alipay", "app-1", account)
        .name(name)
        .by(Method.CERTIFIED_PAYMENT_ACCOUNT, "alipay", Factor.UPSTREAM_ACCOUNT);
  }

  private PersonId registered() {
    return ((Enrolment.Created) enrol(police("林晓月"))).person();
  }

  private String name(PersonId person) {
    return profiles.find(person).orElseThrow().name().orElseThrow().reveal();
  }

  /** Kind, source, level, believed: oldest first. */
  private List<String> claims(PersonId person) {
    return jdbc.sql(
            """
            SELECT kind || ' ' || c.source || ' ' || level || ' ' || believed
              FROM person_claim c JOIN evidence e ON e.id = c.evidence AND e.person = c.person
             WHERE c.person = ? ORDER BY c.recorded_at, c.kind DESC, c.id
            """)
        .param(person.value())
        .query(String.class)
        .list();
  }

  private List<String> contradictions(PersonId person) {
    return new AuditTrail(jdbc)
        .of(person).stream().filter(type -> type.equals("claim.contradicted")).toList();
  }

  @Test
  void aClaimKnowsWhereItComesFrom() {
    PersonId person = registered();

    assertThat(claims(person))
        .containsExactly(
            "NAME population-register P2 true", "BIRTH_DATE population-register P2 true");
    assertThat(documents(person)).containsExactly("111 population-register P2");
  }

  @Test
  void aStrongerProofOfTheSameIsBelievedAndTheWeakerStays() {
    PersonId person = registered();

    assertThat(enrol(face("林晓月"))).isEqualTo(new Enrolment.Recognised(person));
    enrol(police("林晓月"));
    enrol(police("林晓月"));

    assertThat(claims(person))
        .containsExactly(
            "NAME population-register P2 false",
            "BIRTH_DATE population-register P2 false",
            "NAME population-register P4 true",
            "BIRTH_DATE population-register P4 true");
    assertThat(documents(person)).containsExactly("111 population-register P4");
    assertThat(contradictions(person)).isEmpty();
  }

  @Test
  @Clause("L14")
  void aLinkedAccountNeverRenamesAPerson() {
    PersonId person = registered();
    enrol(alipay("林晓月").document(resident(number)).phone(phone));

    for (int i = 0; i < 3; i++) {
      assertThat(enrol(alipay("王大明"))).isEqualTo(new Enrolment.Recognised(person));
    }

    assertThat(name(person)).isEqualTo("林晓月");
    assertThat(claims(person)).contains("NAME alipay P3 false");
    assertThat(contradictions(person)).hasSize(1);
  }

  private void withdraw(PersonId person, Method method) {
    assertThat(
            withdrawals.withdraw(
                person,
                method,
                Optional.empty(),
                new Merges.Approval(new Standings.Reason("wrong"), "op-1", "op-2"),
                RequestOrigin.SERVER))
        .isEqualTo(EvidenceWithdrawals.Outcome.WITHDRAWN);
  }

  private boolean isNamed(PersonId person) {
    return profiles.find(person).orElseThrow().name().isPresent();
  }

  @Test
  @Clause({"L3", "L14"})
  void whatALinkAloneSaysTakesNotThePlaceOfWhatWasWithdrawn() {
    PersonId person = registered();
    enrol(alipay("林晓月").document(resident(number)).phone(phone));
    withdraw(person, Method.NAME_NUMBER_MATCH);
    withdraw(person, Method.CERTIFIED_PAYMENT_ACCOUNT);

    assertThat(enrol(alipay("王大明"))).isEqualTo(new Enrolment.Recognised(person));
    assertThat(isNamed(person)).isFalse();

    assertThat(enrol(police("林晓月"))).isEqualTo(new Enrolment.Recognised(person));
    assertThat(name(person)).as("it shuts the owner out of nothing").isEqualTo("林晓月");
  }

  @Test
  @Clause({"L3", "L14"})
  void whatALinkAloneSaidBeforeDoesNotEither() {
    PersonId person = registered();
    enrol(alipay("林晓月").document(resident(number)).phone(phone));
    withdraw(person, Method.CERTIFIED_PAYMENT_ACCOUNT);
    enrol(alipay("王大明"));
    enrol(police("王大明")); // a register's mistake, or somebody's who has the link
    enrol(alipay("王大明"));
    assertThat(name(person)).isEqualTo("王大明");

    withdraw(person, Method.NAME_NUMBER_MATCH);

    assertThat(isNamed(person)).isFalse();
  }

  /** By an upstream's account that names a document, and nobody. */
  private PersonId nameless() {
    ProofFixtures.Builder proof =
        proof()
            .account("alipay", "app-1", account)
            .document(resident(number))
            .phone(phone)
            .by(Method.CERTIFIED_PAYMENT_ACCOUNT, "alipay", Factor.UPSTREAM_ACCOUNT);
    return ((Enrolment.Created) enrol(proof)).person();
  }

  @Test
  @Clause({"L3", "L14"})
  void norDoesItWhereItWasBelievedAsTheOnlyWordThereWas() {
    PersonId person = nameless();
    enrol(alipay("王大明"));
    assertThat(name(person)).isEqualTo("王大明");
    enrol(face("王大明"));

    withdraw(person, Method.LIVE_PORTRAIT_MATCH);

    assertThat(isNamed(person)).as("what a link alone said stands in for nothing").isFalse();
  }

  @Test
  @Clause("L3")
  void whatWasConfirmedBesideTheOwnPhoneIsHearsayNoMore() {
    PersonId person = nameless();
    enrol(alipay("林晓月"));
    enrol(alipay("林晓月").phone(phone));
    enrol(face("林晓月"));

    withdraw(person, Method.LIVE_PORTRAIT_MATCH);

    assertThat(name(person)).isEqualTo("林晓月");
  }

  @Test
  @Clause("L14")
  void aMaskedNameReplacesNone() {
    PersonId person = registered();
    enrol(alipay("林晓月").document(resident(number)).phone(phone));

    enrol(alipay("**月"));

    assertThat(name(person)).isEqualTo("林晓月");
    assertThat(contradictions(person)).isEmpty();
  }

  @Test
  @Clause("L14")
  void aLowerLevelRenamesNobodyAndIsNotedForACounter() {
    PersonId person = registered();
    enrol(face("林晓月").phone(phone));

    assertThat(enrol(police("王大明"))).isEqualTo(new Enrolment.Recognised(person));

    assertThat(name(person)).isEqualTo("林晓月");
    assertThat(contradictions(person)).hasSize(1);
  }

  @Test
  void theRegisterRenamesAPersonAtTheSameLevel() {
    PersonId person = registered();

    assertThat(enrol(police("林晓阳"))).isEqualTo(new Enrolment.Recognised(person));

    assertThat(name(person)).isEqualTo("林晓阳");
    assertThat(claims(person)).contains("NAME population-register P2 false");
  }

  @Test
  @Clause("L14")
  void aFaceWithAMaskedNameIsNobodys() {
    PersonId person = registered();

    assertThat(enrol(face("**月"))).isEqualTo(new Enrolment.NotTheirs(person));
    assertThat(enrol(face("王大明"))).isEqualTo(new Enrolment.NotTheirs(person));
  }

  @Test
  @Clause("L14")
  void aLinkedAccountAddsNoNumberToBetterProvenOnes() {
    PersonId person = registered();
    enrol(
        proof()
            .account("peer", "issuer", account)
            .document(resident(number))
            .name("林晓月")
            .phone(phone)
            .by(Method.PEER_ASSERTION, "elsewhere", Factor.UPSTREAM_ACCOUNT));

    assertThat(
            enrol(
                proof()
                    .account("peer", "issuer", account)
                    .document(permit("H00000042"))
                    .by(Method.PEER_ASSERTION, "elsewhere", Factor.UPSTREAM_ACCOUNT)))
        .isEqualTo(new Enrolment.Recognised(person));

    assertThat(profiles.find(person).orElseThrow().documents()).containsExactly(resident(number));
    assertThat(contradictions(person)).hasSize(1);
  }

  @Test
  void anImportedNameThatNobodyCouldWriteIsTheRegistersFromThenOn(@TempDir Path folder)
      throws Exception {
    String day = LocalDate.of(2026, 1, 1).toString();
    Path file =
        Files.writeString(
            folder.resolve("one.csv"),
            "document_number,name,phone,phone_used_at,level,created_at\n"
                + "%s,林?月,%s,,P5,%s\n".formatted(number, phone, day));
    imports.run(
        file, new CitizenImport.Options("claims", OPERATOR, false, Optional.empty()), _ -> {});
    PersonId person = Window.holders(lookups, number).getFirst();
    assertThat(claims(person))
        .containsExactlyInAnyOrder("NAME claims P4 true", "BIRTH_DATE claims P4 true");

    assertThat(enrol(face("林晓月"))).isEqualTo(new Enrolment.Recognised(person));

    assertThat(name(person)).isEqualTo("林晓月");
    assertThat(profiles.find(person).orElseThrow().level()).isEqualTo(IdentityAssurance.P4);
  }

  private List<String> documents(PersonId person) {
    return jdbc.sql(
            "SELECT type || ' ' || source || ' ' || level FROM identity_document WHERE person = ?")
        .param(person.value())
        .query(String.class)
        .list();
  }

  /** A name that a carrier has is not worth what a register says of the number beside it. */
  @Test
  @Clause("A13")
  void eachFactIsWorthWhatThePieceIsThatSaysIt() {
    ProofFixtures.Builder proof =
        proof()
            .document(resident(number))
            .phone(phone)
            .by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE)
            .and(
                Method.PHONE_POSSESSION,
                "carrier",
                PersonFacts.none().named(ProofFixtures.name("林晓月")));
    PersonId person = ((Enrolment.Created) enrol(proof)).person();

    assertThat(claims(person))
        .containsExactlyInAnyOrder(
            "BIRTH_DATE population-register P4 true", "NAME carrier P1 true");
    assertThat(
            jdbc.sql("SELECT source || ' ' || level FROM identity_document WHERE person = ?")
                .param(person.value())
                .query(String.class)
                .single())
        .isEqualTo("population-register P4");
    assertThat(profiles.find(person).orElseThrow().level()).isEqualTo(IdentityAssurance.P4);
  }

  @Test
  void whatTwoPiecesSayIsKeptFromTheStronger() {
    PersonFacts weaker = PersonFacts.none().named(ProofFixtures.name("林小月"));
    PersonId person =
        ((Enrolment.Created) enrol(police("林晓月").and(Method.PHONE_POSSESSION, "carrier", weaker)))
            .person();

    assertThat(name(person)).isEqualTo("林晓月");
  }

  @Test
  @Clause("T10")
  void theIssueOfADocumentIsKeptSealedAndReplacedWhenItWasRenewed() {
    PersonId person = ((Enrolment.Created) enrol(issue(2020, "01"))).person();
    assertThat(papers.papers(person)).containsExactly(paper(2020, "01"));

    enrol(issue(2025, "02"));
    assertThat(papers.papers(person)).containsExactly(paper(2025, "02"));
    enrol(proof().document(paper(2025, "02").document()).name("陳大文").phone(phone));
    assertThat(papers.papers(person)).as("nothing said").containsExactly(paper(2025, "02"));
    assertThat(
            jdbc.sql("SELECT d::text FROM identity_document d WHERE person = ?")
                .param(person.value())
                .query(String.class)
                .single())
        .doesNotContain("2025-");
  }

  private ProofFixtures.Builder crossing(Method method, String latin) {
    return proof()
        .and(
            method,
            "immigration",
            PersonFacts.none()
                .inLatin(ProofFixtures.name(latin))
                .holding(paper(2020, "01").document()))
        .document(paper(2020, "01").document())
        .name("陳大文")
        .phone(phone);
  }

  private Optional<String> latin(PersonId person) {
    return profiles.find(person).orElseThrow().latinName().map(each -> each.reveal());
  }

  @Test
  @Clause("issue 6 item 3: claims")
  void theNameOfATravelDocumentIsAClaimBesideTheName() {
    PersonId person =
        ((Enrolment.Created) enrol(crossing(Method.TRAVEL_DOCUMENT_MATCH, "CHAN TAI-MAN")))
            .person();

    assertThat(claims(person)).contains("LATIN_NAME immigration P2 true");
    assertThat(latin(person)).contains("CHAN TAI-MAN");
    assertThat(name(person)).isEqualTo("陳大文");
    assertThat(profiles.find(person, Set.of()).orElseThrow().latinName())
        .as("nobody has it who does not ask for it")
        .isEmpty();

    enrol(crossing(Method.PHONE_POSSESSION, "CHAN TAI<MAN"));
    assertThat(contradictions(person)).isEmpty();
    enrol(crossing(Method.PHONE_POSSESSION, "CHEN DAWEN"));
    assertThat(contradictions(person)).hasSize(1);
    assertThat(latin(person)).contains("CHAN TAI-MAN");
  }

  @Test
  @Clause("issue 6 item 3: claims")
  void aLatinNameOfNoDocumentIsNoneAndAPhoneThatAnUpstreamSaysIsNeitherKeptNorBound() {
    PersonFacts said =
        PersonFacts.none()
            .inLatin(ProofFixtures.name("LIN XIAOYUE"))
            .reachedAt(ProofFixtures.phone(ProofFixtures.phone()));
    PersonId person =
        ((Enrolment.Created)
                enrol(
                    proof()
                        .document(resident(number))
                        .name("林晓月")
                        .and(Method.CERTIFIED_PAYMENT_ACCOUNT, "alipay", said)))
            .person();

    assertThat(claims(person))
        .extracting(each -> each.substring(0, each.indexOf(' ')))
        .containsExactlyInAnyOrder("NAME", "BIRTH_DATE");
    assertThat(profiles.find(person).orElseThrow().phone()).isEmpty();
  }

  private ProofFixtures.Builder issue(int year, String issue) {
    return proof()
        .paper(paper(year, issue))
        .name("陳大文")
        .phone(phone)
        .by(Method.TRAVEL_DOCUMENT_MATCH, "immigration");
  }

  private PersonFacts.Paper paper(int year, String issue) {
    return new PersonFacts.Paper(
        ProofFixtures.permit("H" + number.substring(9, 17)),
        Optional.of(LocalDate.of(year, 3, 1)),
        Optional.of(LocalDate.of(year + 10, 2, 28)),
        Optional.of(issue));
  }
}
