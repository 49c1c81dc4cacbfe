package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.permit;
import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.identity.PersonProfile.Part;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Settled;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IdentitySlice
class EnrolmentsTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");

  @Autowired private Enrolments enrolments;
  @Autowired private Profiles profiles;
  @Autowired private PhoneCredentials phones;
  @Autowired private PhoneRows rows;
  @Autowired private PasswordCredentials passwords;
  @Autowired private KnownPlaces places;
  @Autowired private PhoneChanges changes;
  @Autowired private Freezes freezes;
  @Autowired private Merges merges;
  @Autowired private JdbcClient jdbc;

  private static final Merges.Approval EYES =
      new Merges.Approval(new Standings.Reason("case-7"), "op-1", "op-2");

  private final String number = ProofFixtures.idNumber();
  private final String phone = ProofFixtures.phone();

  private Enrolment enrol(ProofFixtures.Builder proof) {
    return enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER);
  }

  private PhoneOwner owner(String number) {
    return phones.owner(ProofFixtures.phone(number), BROWSER);
  }

  private PersonId registered() {
    return ((Enrolment.Created) enrol(police())).person();
  }

  private ProofFixtures.Builder police() {
    return proof().document(resident(number)).name("林晓月").phone(phone);
  }

  @Test
  void verificationIsRegistration() {
    PersonId person = registered();

    PersonProfile profile = profiles.find(person).orElseThrow();
    assertThat(profile.name().orElseThrow().reveal()).isEqualTo("林晓月");
    assertThat(profile.documents()).containsExactly(resident(number));
    assertThat(profile.phone()).contains(ProofFixtures.phone(phone));
    assertThat(profile.birthDate().orElseThrow()).isAfter(LocalDate.of(1959, 12, 31));
    assertThat(profile.level()).isEqualTo(IdentityAssurance.P2);
    assertThat(owner(phone)).isEqualTo(new PhoneOwner.TheirOwn(person));
    assertThat(new AuditTrail(jdbc).of(person))
        .containsExactlyInAnyOrder("person.registered", "evidence.added", "credential.added");
  }

  @Test
  @Clause("T10")
  void noPersonalDataStandsInTheClear() {
    registered();

    String dump =
        jdbc.sql(
                """
                SELECT string_agg(t.x, ' ') FROM (
                  SELECT p::text AS x FROM person p UNION ALL
                  SELECT d::text FROM identity_document d UNION ALL
                  SELECT m::text FROM person_claim m UNION ALL
                  SELECT c::text FROM phone_credential c UNION ALL
                  SELECT e::text FROM evidence e UNION ALL
                  SELECT a::text FROM audit_event a) AS t
                """)
            .query(String.class)
            .single();
    assertThat(dump).doesNotContain(number).doesNotContain("林晓月").doesNotContain(phone);
  }

  @Test
  void aPhoneBoundToThePersonMakesThePersonRecognised() {
    PersonId person = registered();

    assertThat(enrol(police())).isEqualTo(new Enrolment.Recognised(person));
    assertThat(evidenceOf(person)).isEqualTo(2);
    assertThat(new AuditTrail(jdbc).of(person))
        .containsExactlyInAnyOrder(
            "person.registered", "evidence.added", "credential.added", "evidence.added");
  }

  @Test
  @Clause("A1")
  void knowingNameAndNumberIsNotOwningThem() {
    PersonId person = registered();
    String foreignPhone = ProofFixtures.phone();

    assertThat(enrol(proof().document(resident(number)).name("林晓月").phone(foreignPhone)))
        .isEqualTo(new Enrolment.Unbound(person, Enrolment.Phone.ANOTHER));
    assertThat(enrol(proof().document(resident(number)).name("王大明").phone(foreignPhone)))
        .isEqualTo(new Enrolment.NotTheirs(person));
    assertThat(evidenceOf(person)).isEqualTo(1);
    assertThat(owner(foreignPhone)).isEqualTo(new PhoneOwner.Nobody());
  }

  @Test
  void aLiveFaceProvesThePersonUnlessTheNameIsAnother() {
    PersonId person = registered();

    assertThat(
            enrol(
                proof()
                    .document(resident(number))
                    .name("林晓月")
                    .by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE)))
        .isEqualTo(new Enrolment.Recognised(person));
    assertThat(
            enrol(
                proof()
                    .document(resident(number))
                    .name("王大明")
                    .by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE)))
        .isEqualTo(new Enrolment.NotTheirs(person));
    assertThat(profiles.find(person).orElseThrow().level()).isEqualTo(IdentityAssurance.P4);
  }

  @Test
  void whatIsNotAskedForIsNotRead() {
    PersonId person = registered();

    PersonProfile least = profiles.find(person, Set.of()).orElseThrow();
    assertThat(least.name()).isEmpty();
    assertThat(least.birthDate()).isEmpty();
    assertThat(least.documents()).isEmpty();
    assertThat(least.phone()).isEmpty();
    assertThat(least.level()).isEqualTo(IdentityAssurance.P1);
    assertThat(least.verifications()).isEmpty();
    PersonProfile withLevel = profiles.find(person, Set.of(Part.LEVEL)).orElseThrow();
    assertThat(withLevel.level()).isEqualTo(IdentityAssurance.P2);
    assertThat(withLevel.verifications()).isNotEmpty();
    PersonProfile withPhone = profiles.find(person, Set.of(Part.PHONE)).orElseThrow();
    assertThat(withPhone.documents()).isEmpty();
    assertThat(withPhone.phone()).contains(ProofFixtures.phone(phone));
    PersonProfile whole = profiles.find(person).orElseThrow();
    PersonProfile withName = profiles.find(person, Set.of(Part.NAME)).orElseThrow();
    assertThat(withName.name()).isPresent().isEqualTo(whole.name());
    assertThat(withName.birthDate()).isEmpty();
    PersonProfile withBoth =
        profiles.find(person, Set.of(Part.NAME, Part.BIRTH_DATE)).orElseThrow();
    assertThat(withBoth.name()).isEqualTo(whole.name());
    assertThat(withBoth.birthDate()).isPresent().isEqualTo(whole.birthDate());
  }

  @Test
  void aClaimedFaceWithoutAPortraitMatchIsNone() {
    PersonId person = registered();

    assertThat(
            enrol(
                proof()
                    .document(resident(number))
                    .name("林晓月")
                    .by(Method.NAME_NUMBER_MATCH, "population-register", Factor.FACE)))
        .isEqualTo(new Enrolment.NotTheirs(person));
  }

  @Test
  void aPseudonymIsAPersonAndGainsTheNumberByAnotherProof() {
    String pid = UUID.randomUUID().toString();
    PersonId person = ((Enrolment.Created) enrol(network(pid).phone(phone))).person();
    assertThat(profiles.find(person).orElseThrow().documents()).isEmpty();
    assertThat(profiles.find(person).orElseThrow().level()).isEqualTo(IdentityAssurance.P1);

    assertThat(enrol(network(pid).pair(resident(number), "林晓月").phone(phone)))
        .isEqualTo(new Enrolment.Recognised(person));
    assertThat(profiles.find(person).orElseThrow().level()).isEqualTo(IdentityAssurance.P2);
    assertThat(enrol(police())).isEqualTo(new Enrolment.Recognised(person));
    assertThat(profiles.find(person).orElseThrow().documents()).containsExactly(resident(number));
  }

  /** An upstream that changes its keys says both for a while. */
  @Test
  void anOldAndANewKeyOfOneAccountLeadToOnePerson() {
    String old = UUID.randomUUID().toString();
    String fresh = UUID.randomUUID().toString();
    PersonId person = ((Enrolment.Created) enrol(oldKey(old))).person();

    assertThat(enrol(oldKey(old).account("alipay", "open", fresh)))
        .isEqualTo(new Enrolment.Recognised(person));
    assertThat(enrol(proof().account("alipay", "open", fresh).by(PAYMENT, "alipay", ACCOUNT)))
        .as("by the new one alone")
        .isEqualTo(new Enrolment.Recognised(person));
    PersonId other = ((Enrolment.Created) enrol(oldKey(UUID.randomUUID().toString()))).person();
    assertThat(other).isNotEqualTo(person);
  }

  @Test
  void twoKeysOfTwoPersonsOpenNeither() {
    String one = UUID.randomUUID().toString();
    String two = UUID.randomUUID().toString();
    PersonId first = ((Enrolment.Created) enrol(oldKey(one))).person();
    enrol(oldKey(two));

    assertThat(enrol(oldKey(one).account("alipay", "app", two)))
        .isEqualTo(new Enrolment.NotTheirs(first));
  }

  private static final Method PAYMENT = Method.CERTIFIED_PAYMENT_ACCOUNT;
  private static final Factor ACCOUNT = Factor.UPSTREAM_ACCOUNT;

  private static ProofFixtures.Builder oldKey(String key) {
    return proof().account("alipay", "app", key).by(PAYMENT, "alipay", ACCOUNT);
  }

  private PersonId joined(String pid) {
    return ((Enrolment.Created) enrol(network(pid).pair(resident(number), "林晓月").phone(phone)))
        .person();
  }

  @Test
  @Clause("Q1")
  void aJoinedNetworkIdentityThatWasPolledOpensNothingByItself() {
    String pid = UUID.randomUUID().toString();
    PersonId person = joined(pid);

    assertThat(enrol(network(pid))).as("no phone").isEqualTo(new Enrolment.NotTheirs(person));
    assertThat(enrol(network(pid).phone(ProofFixtures.phone())))
        .as("another phone")
        .isEqualTo(new Enrolment.NotTheirs(person));
    assertThat(enrol(network(pid).phone(phone))).isEqualTo(new Enrolment.Recognised(person));
    assertThat(profiles.find(person).orElseThrow().level())
        .as("the pseudonym raised nothing")
        .isEqualTo(IdentityAssurance.P2);
    jdbc.sql("UPDATE phone_credential SET ended_at = now() WHERE person = ?")
        .param(person.value())
        .update();
    assertThat(enrol(network(pid).phone(phone)))
        .as("whoever has the number now")
        .isEqualTo(new Enrolment.NotTheirs(person));
  }

  @Test
  @Clause({"Q1", "L13"})
  void whereThePersonWasSignedInBeforeAPolledOneOpensAsAFactDoesAndWritesNothing() {
    String pid = UUID.randomUUID().toString();
    PersonId person = joined(pid);
    Place browser = new Place(BROWSER, mark());
    places.remember(person, browser, Optional.of(Locale.SIMPLIFIED_CHINESE), false);
    String foreign = ProofFixtures.phone();
    long evidence = evidenceOf(person);

    assertThat(enrol(network(pid).in(browser))).isEqualTo(new Enrolment.InKnownBrowser(person));
    assertThat(enrol(network(pid).in(browser).phone(foreign)))
        .isEqualTo(new Enrolment.InKnownBrowser(person));
    assertThat(enrol(network(pid).in(new Place(BROWSER, mark()))))
        .as("another browser")
        .isEqualTo(new Enrolment.NotTheirs(person));
    assertThat(enrol(network(pid).in(Place.everybodys(BROWSER))))
        .as("a kiosk")
        .isEqualTo(new Enrolment.NotTheirs(person));
    assertThat(
            enrol(network(UUID.randomUUID().toString()).pair(resident(number), "林晓月").in(browser)))
        .as("a pseudonym that was not joined before")
        .isEqualTo(new Enrolment.NotTheirs(person));
    assertThat(enrol(police().in(browser).phone(foreign)))
        .as("name and number, with whatever phone")
        .isInstanceOf(Enrolment.Unbound.class);
    assertThat(evidenceOf(person)).isEqualTo(evidence);
    assertThat(owner(foreign)).isEqualTo(new PhoneOwner.Nobody());
    assertThat(enrol(network(pid).in(browser).phone(phone)))
        .as("beside the own fresh phone it is more")
        .isEqualTo(new Enrolment.Recognised(person));

    places.forget(person);
    assertThat(enrol(network(pid).in(browser))).isEqualTo(new Enrolment.NotTheirs(person));
  }

  private static byte[] mark() {
    return Arrays.copyOf(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII), 32);
  }

  @Test
  @Clause("Q1")
  void throughItsOwnFrontEndAJoinedNetworkIdentityIsAWayInAndWorthP3() {
    String pid = UUID.randomUUID().toString();
    PersonId person = joined(pid);

    assertThat(enrol(network(pid).cameBack())).isEqualTo(new Enrolment.Recognised(person));
    assertThat(profiles.find(person).orElseThrow().level()).isEqualTo(IdentityAssurance.P3);
  }

  @Test
  @Clause({"A13", "Q1"})
  void aJoinedNetworkIdentityBesideTheFamilysPhoneIsWorthNoMoreThanAFact() {
    String pid = UUID.randomUUID().toString();
    PersonId person = joined(pid);
    enrol(proof().document(resident(ProofFixtures.idNumber())).name("陈晓星").phone(phone));

    assertThat(enrol(network(pid).phone(phone))).isEqualTo(new Enrolment.Chosen(person));
    assertThat(evidenceOf(person)).isEqualTo(2);
  }

  @Test
  @Clause({"Q1", "L1"})
  void aNamelessAccountBelongsToItsPseudonymAndWhoeverHadItBeforeKeepsNothing() {
    String pid = UUID.randomUUID().toString();
    PersonId person = ((Enrolment.Created) enrol(network(pid).phone(phone))).person();
    passwords.set(person, "correct horse battery", BROWSER);
    String own = ProofFixtures.phone();

    assertThat(enrol(network(pid).phone(own))).isEqualTo(new Enrolment.Recognised(person));
    assertThat(owner(phone)).isEqualTo(new PhoneOwner.Nobody());
    assertThat(owner(own)).isEqualTo(new PhoneOwner.TheirOwn(person));
    assertThat(passwords.exists(person)).isFalse();
    assertThat(profiles.find(person).orElseThrow().reverifiedAt()).isPresent();
    assertThat(profiles.find(person).orElseThrow().level()).isEqualTo(IdentityAssurance.P1);
    assertThat(new AuditTrail(jdbc).of(person)).filteredOn("credential.removed"::equals).hasSize(2);
  }

  @Test
  @Clause("L1")
  void whenANamelessAccountMeetsADocumentOnlyWhatIsShownAgainStays() {
    String pid = UUID.randomUUID().toString();
    PersonId person = ((Enrolment.Created) enrol(network(pid).phone(phone))).person();
    passwords.set(person, "correct horse battery", BROWSER);
    String other = UUID.randomUUID().toString();
    PersonId kept =
        ((Enrolment.Created) enrol(network(other).phone(ProofFixtures.phone()))).person();
    passwords.set(kept, "correct horse battery", BROWSER);
    String own = ProofFixtures.phone();

    assertThat(enrol(network(pid).pair(resident(number), "林晓月").phone(own)))
        .isEqualTo(new Enrolment.Recognised(person));
    assertThat(owner(phone)).isEqualTo(new PhoneOwner.Nobody());
    assertThat(passwords.exists(person)).isFalse();
    assertThat(
            enrol(
                network(other)
                    .pair(resident(ProofFixtures.idNumber()), "陈晓星")
                    .beside(kept, Factor.PASSWORD)))
        .isEqualTo(new Enrolment.Recognised(kept));
    assertThat(passwords.exists(kept)).as("shown in the same sign-in").isTrue();
  }

  @Test
  @Clause({"A13", "L2"})
  void aNamelessAccountTakesNoPhoneFromANamedPerson() {
    PersonId person = registered();
    PersonId nameless =
        ((Enrolment.Created) enrol(network(UUID.randomUUID().toString()).phone(phone))).person();

    assertThat(nameless).isNotEqualTo(person);
    assertThat(owner(phone)).isEqualTo(new PhoneOwner.TheirOwn(person));
    assertThat(enrol(police())).isEqualTo(new Enrolment.Recognised(person));
  }

  @Test
  @Clause({"L2", "L3"})
  void nameAndNumberConfirmedByTheNetworkIdentityJoinItBesideAFactorOfTheAccountOnly() {
    PersonId person = registered();
    String pid = UUID.randomUUID().toString();

    assertThat(enrol(network(pid).pair(resident(number), "林晓月").phone(ProofFixtures.phone())))
        .isEqualTo(new Enrolment.NotTheirs(person));
    assertThat(enrol(network(pid).pair(resident(number), "林晓月").phone(phone)))
        .isEqualTo(new Enrolment.Recognised(person));
    assertThat(enrol(network(pid).cameBack()))
        .as("joined")
        .isEqualTo(new Enrolment.Recognised(person));
  }

  @Test
  @Clause({"L2", "L3"})
  void withoutTheirConfirmationTwoFactorsOfTheAccountMakeItAWayInAndNeverEvidence() {
    PersonId person = registered();
    String pid = UUID.randomUUID().toString();
    var polled = network(UUID.randomUUID().toString()).phone(phone).beside(person, Factor.PASSWORD);

    assertThat(enrol(polled)).as("polled").isInstanceOf(Enrolment.Created.class);
    assertThat(enrol(network(pid).cameBack().phone(phone).beside(person, Factor.PASSWORD)))
        .isEqualTo(new Enrolment.Joined(person));
    assertThat(enrol(network(pid).cameBack())).isEqualTo(new Enrolment.Recognised(person));
    assertThat(profiles.find(person).orElseThrow().level()).isEqualTo(IdentityAssurance.P2);
    assertThat(evidenceOf(person)).isEqualTo(1);
  }

  @Test
  @Clause({"L2", "L10"})
  void twoAccountsOfOneCitizenBecomeOneWhenTheNetworkIdentityNamesTheOtherBesideItsPhone() {
    PersonId person = registered();
    String pid = UUID.randomUUID().toString();
    PersonId nameless = ((Enrolment.Created) enrol(network(pid).phone(phone))).person();

    assertThat(enrol(network(pid).pair(resident(number), "林晓月").phone(ProofFixtures.phone())))
        .as("no factor of the account")
        .isInstanceOf(Enrolment.NotTheirs.class);
    assertThat(enrol(network(pid).pair(resident(number), "林晓月").phone(phone)))
        .isEqualTo(new Enrolment.Recognised(person));
    assertThat(profiles.find(nameless)).isEmpty();
    assertThat(enrol(network(pid).phone(phone))).isEqualTo(new Enrolment.Recognised(person));
    assertThat(new AuditTrail(jdbc).of(nameless)).contains("person.merged");
  }

  /** A merge is a change: what was shown long before counts for it as little as for a link. */
  @Test
  @Clause({"L2", "L3", "L10"})
  void aCodeOfLongAgoMakesNoTwoAccountsOne() {
    PersonId person = registered();
    String pid = UUID.randomUUID().toString();
    PersonId nameless = ((Enrolment.Created) enrol(network(pid).phone(phone))).person();
    passwords.set(nameless, "correct horse battery", BROWSER);

    assertThat(enrol(network(pid).pair(resident(number), "林晓月").phone(phone).codedLongAgo()))
        .isInstanceOf(Enrolment.NotTheirs.class);

    assertThat(profiles.find(nameless)).isPresent();
    assertThat(passwords.exists(nameless)).isTrue();
    assertThat(enrol(network(pid).pair(resident(number), "林晓月").phone(phone)))
        .as("shown again")
        .isEqualTo(new Enrolment.Recognised(person));
  }

  @Test
  @Clause({"L1", "L10"})
  void aFrozenNamelessAccountThatBecomesNobodysKeepsItsWays() {
    registered();
    String pid = UUID.randomUUID().toString();
    PersonId nameless =
        ((Enrolment.Created) enrol(network(pid).phone(ProofFixtures.phone()))).person();
    passwords.set(nameless, "correct horse battery", BROWSER);
    freezes.freeze(nameless, BROWSER);
    List<String> before = new AuditTrail(jdbc).of(nameless);

    assertThat(enrol(network(pid).pair(resident(number), "林晓月").phone(phone)))
        .isEqualTo(new Enrolment.Disabled(nameless));

    assertThat(ways(nameless)).isEqualTo(3);
    assertThat(new AuditTrail(jdbc).of(nameless)).isEqualTo(before);
  }

  @Test
  @Clause({"L1", "L10"})
  void aNamelessAccountThatHoldsOthersIsNotJoinedAndKeepsItsWays() {
    registered();
    String pid = UUID.randomUUID().toString();
    PersonId nameless =
        ((Enrolment.Created) enrol(network(pid).phone(ProofFixtures.phone()))).person();
    passwords.set(nameless, "correct horse battery", BROWSER);
    PersonId part = ((Enrolment.Created) enrol(network(UUID.randomUUID().toString()))).person();
    assertThat(merges.merge(nameless, part, EYES, BROWSER)).isEqualTo(Merges.Outcome.DONE);
    int ways = ways(nameless);
    List<String> before = new AuditTrail(jdbc).of(nameless);

    assertThat(enrol(network(pid).pair(resident(number), "林晓月").phone(phone)))
        .isEqualTo(new Enrolment.NotTheirs(nameless));

    assertThat(ways(nameless)).isEqualTo(ways);
    assertThat(new AuditTrail(jdbc).of(nameless)).isEqualTo(before);
  }

  /** Phones, password and links that the account has. */
  private int ways(PersonId person) {
    return jdbc.sql(
            """
            SELECT (SELECT count(*) FROM phone_credential
                     WHERE person = :person AND ended_at IS NULL)
                 + (SELECT count(*) FROM password_credential WHERE person = :person)
                 + (SELECT count(*) FROM upstream_link WHERE person = :person)
            """)
        .param("person", person.value())
        .query(Integer.class)
        .single();
  }

  @Test
  @Clause({"L1", "L3"})
  void whoeverOpenedTheNamelessAccountBringsNothingIntoTheOneItBecomes() {
    PersonId person = registered();
    String pid = UUID.randomUUID().toString();
    String theirs = ProofFixtures.phone();
    PersonId nameless = ((Enrolment.Created) enrol(network(pid).phone(theirs))).person();
    passwords.set(nameless, "correct horse battery", BROWSER);

    assertThat(enrol(network(pid).pair(resident(number), "林晓月").phone(phone)))
        .isEqualTo(new Enrolment.Recognised(person));

    assertThat(passwords.exists(person)).isFalse();
    assertThat(
            jdbc.sql("SELECT count(*) FROM phone_credential WHERE person = ? AND ended_at IS NULL")
                .param(person.value())
                .query(Long.class)
                .single())
        .as("their own phone alone")
        .isEqualTo(1);
    assertThat(new AuditTrail(jdbc).of(nameless)).contains("credential.removed", "person.merged");
  }

  @Test
  @Clause({"N9", "L2"})
  void whileAChangeOfPhoneWaitsNoWayIsJoined() {
    PersonId person = registered();
    String pid = UUID.randomUUID().toString();
    changes.ask(
        person,
        ProofFixtures.phone(ProofFixtures.phone()),
        new Shown(Set.of(Own.PHONE), Optional.empty(), false),
        BROWSER);
    assertThat(changes.waiting(person)).isPresent();

    assertThat(enrol(network(pid).cameBack().phone(phone).beside(person, Factor.PASSWORD)))
        .isEqualTo(new Enrolment.NotTheirs(person));
    assertThat(
            jdbc.sql("SELECT count(*) FROM upstream_link WHERE person = ?")
                .param(person.value())
                .query(Long.class)
                .single())
        .isZero();
  }

  /** A code that was right long before the rest, in a sign-in that waited. */
  @Test
  @Clause({"L2", "L3", "N8"})
  void aCodeOfLongAgoBesideAFactorJoinsNothing() {
    PersonId person = registered();
    var late = network(UUID.randomUUID().toString()).cameBack().phone(phone).codedLongAgo();

    Enrolment enrolled = enrol(late.beside(person, Factor.PASSWORD));

    assertThat(enrolled).isInstanceOf(Enrolment.Created.class);
    assertThat(((Enrolment.Created) enrolled).person()).isNotEqualTo(person);
  }

  @Test
  @Clause({"L2", "L3", "N8"})
  void aFactorOfTodayIsNoSecondOne() {
    PersonId person = registered();
    passwords.set(person, "correct horse battery", BROWSER);
    String pid = UUID.randomUUID().toString();

    assertThat(enrol(network(pid).cameBack().phone(phone).beside(person, Factor.PASSWORD)))
        .isInstanceOf(Enrolment.Created.class);
    assertThat(
            jdbc.sql("SELECT count(*) FROM upstream_link WHERE person = ?")
                .param(person.value())
                .query(Long.class)
                .single())
        .isZero();

    Settled.ways(jdbc, person);
    String later = UUID.randomUUID().toString();
    assertThat(enrol(network(later).cameBack().phone(phone).beside(person, Factor.PASSWORD)))
        .isEqualTo(new Enrolment.Joined(person));
  }

  @Test
  @Clause({"L2", "L3"})
  void oneFactorOfTheAccountJoinsNothing() {
    PersonId person = registered();
    String pid = UUID.randomUUID().toString();

    Enrolment enrolled = enrol(network(pid).cameBack().phone(phone).beside(person, Factor.SMS));
    assertThat(enrolled).isInstanceOf(Enrolment.Created.class);
    assertThat(((Enrolment.Created) enrolled).person()).isNotEqualTo(person);
  }

  @Test
  @Clause("A13")
  void aPhoneThatAFamilySharesLetsNameAndNumberChooseAndNoMore() {
    PersonId person = registered();
    enrol(proof().document(resident(ProofFixtures.idNumber())).name("陈晓星").phone(phone));

    assertThat(enrol(police())).isEqualTo(new Enrolment.Chosen(person));
    assertThat(evidenceOf(person)).as("a fact is no evidence").isEqualTo(1);
    passwords.set(person, "correct horse battery", BROWSER);
    assertThat(enrol(police()))
        .as("who has a factor of their own is asked for it")
        .isEqualTo(new Enrolment.Unbound(person, Enrolment.Phone.SHARED));
  }

  @Test
  @Clause("A13")
  void whatElseIsShownBesideASharedPhoneCountsByItself() {
    String account = UUID.randomUUID().toString();
    PersonId person =
        ((Enrolment.Created)
                enrol(alipay(account).document(resident(number)).name("林晓月").phone(phone)))
            .person();
    enrol(proof().document(resident(ProofFixtures.idNumber())).name("陈晓星").phone(phone));

    assertThat(enrol(alipay(account).phone(phone))).isEqualTo(new Enrolment.Recognised(person));
    assertThat(enrol(police().by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE)))
        .isEqualTo(new Enrolment.Recognised(person));
  }

  @Test
  @Clause({"L2", "L11"})
  void anUpstreamAccountThatChangedHandsOpensNothing() {
    String account = UUID.randomUUID().toString();
    PersonId person =
        ((Enrolment.Created) enrol(alipay(account).document(resident(number)).name("林晓月")))
            .person();
    String other = ProofFixtures.idNumber();

    assertThat(enrol(alipay(account).document(resident(other)).name("王大明")))
        .isEqualTo(new Enrolment.NotTheirs(person));
    assertThat(profiles.find(person).orElseThrow().documents()).containsExactly(resident(number));
  }

  @Test
  @Clause("L2")
  void theSameSubjectOfAnotherIssuerIsAnotherAccount() {
    PersonId person = registered();
    enrol(
        proof()
            .account("alipay", "app-1", "same")
            .document(resident(number))
            .name("林晓月")
            .phone(phone));

    Enrolment other =
        enrol(proof().account("alipay", "app-2", "same").by(Method.PEER_ASSERTION, "x"));
    assertThat(other).isInstanceOf(Enrolment.Created.class);
    assertThat(((Enrolment.Created) other).person()).isNotEqualTo(person);
  }

  @Test
  void severalDocumentsAreJoinedOnlyByProof() {
    PersonId person =
        ((Enrolment.Created)
                enrol(proof().document(permit("H12345678")).name("CHAN Tai Man").phone(phone)))
            .person();

    assertThat(enrol(proof().document(permit("H87654321")).name("CHAN Tai Man")))
        .isInstanceOf(Enrolment.Created.class);
    assertThat(
            enrol(
                proof()
                    .document(permit("H12345678"))
                    .document(permit("H87654321"))
                    .name("CHAN Tai Man")
                    .phone(phone)))
        .isEqualTo(new Enrolment.NotTheirs(person));
    assertThat(
            enrol(
                proof()
                    .document(permit("H12345678"))
                    .document(permit("H11112222"))
                    .name("CHAN Tai Man")
                    .phone(phone)))
        .isEqualTo(new Enrolment.Recognised(person));
    assertThat(profiles.find(person).orElseThrow().documents())
        .containsExactly(permit("H12345678"), permit("H11112222"));
  }

  @Test
  void aDisabledPersonIsFoundOnNoPath() {
    PersonId person = registered();
    jdbc.sql("UPDATE person SET status = 'DISABLED' WHERE id = ?").param(person.value()).update();

    assertThat(enrol(police())).isEqualTo(new Enrolment.Disabled(person));
    assertThat(profiles.find(person)).isEmpty();
    assertThat(owner(phone)).isEqualTo(new PhoneOwner.ShutOut());
  }

  @Test
  void atMostFivePersonsShareAPhone() {
    for (int i = 0; i < 6; i++) {
      enrol(proof().document(resident(ProofFixtures.idNumber())).name("林晓月").phone(phone));
      // three are opened in thirty days: as if each had come a month after the other
      jdbc.sql(
              "UPDATE phone_credential SET bound_at = bound_at - interval '31 days'"
                  + " WHERE phone_index = ?")
          .param(rows.index(ProofFixtures.phone(phone)))
          .update();
    }
    assertThat(rows.bindings(ProofFixtures.phone(phone))).hasSize(5);
  }

  @Test
  void twentyEqualProofsAtOnceMakeOnePerson() throws Exception {
    List<Enrolment> answers = atOnce(20, () -> enrol(police()));

    assertThat(answers).filteredOn(Enrolment.Created.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(Enrolment.Recognised.class::isInstance).hasSize(19);
    PersonId person = ((PhoneOwner.TheirOwn) owner(phone)).person();
    assertThat(evidenceOf(person)).isEqualTo(20);
    assertThat(new AuditTrail(jdbc).of(person))
        .filteredOn(type -> type.equals("person.registered"))
        .hasSize(1);
  }

  @Test
  void evidenceIsOnlyEverAppended() {
    PersonId person = registered();

    assertThatThrownBy(() ->
            jdbc.sql("UPDATE evidence SET method = 'COUNTER_CHIP' WHERE person = ?")
                .param(person.value())
                .update())
        .hasMessageContaining("only ever appended");
    assertThatThrownBy(
            () -> jdbc.sql("DELETE FROM evidence WHERE person = ?").param(person.value()).update())
        .hasMessageContaining("only ever appended");
  }

  private ProofFixtures.Builder network(String pid) {
    return proof()
        .account("police-network", "organisation-1", pid)
        .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL);
  }

  private ProofFixtures.Builder alipay(String account) {
    return proof()
        .account("alipay", "app-1", account)
        .by(Method.CERTIFIED_PAYMENT_ACCOUNT, "alipay", Factor.UPSTREAM_ACCOUNT);
  }

  private int evidenceOf(PersonId person) {
    return jdbc.sql("SELECT count(*) FROM evidence WHERE person = ?")
        .param(person.value())
        .query(Integer.class)
        .single();
  }

  static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var gun = new CountDownLatch(1);
      var running = new ArrayList<java.util.concurrent.Future<T>>();
      for (int i = 0; i < times; i++) {
        running.add(
            threads.submit(() -> {
              Within.opened(gun);
              return call.call();
            }));
      }
      gun.countDown();
      var answers = new ArrayList<T>();
      for (var each : running) {
        answers.add(Within.done(each));
      }
      return answers;
    }
  }
}
