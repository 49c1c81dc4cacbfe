package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PhoneOwner.Choose;
import cn.tongxing.idp.identity.PhoneOwner.Nobody;
import cn.tongxing.idp.identity.PhoneOwner.ShutOut;
import cn.tongxing.idp.identity.PhoneOwner.TheirOwn;
import cn.tongxing.idp.identity.ReissueCheck.Answer;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.Carriers;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IdentitySlice
class PhoneCredentialsTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");

  @Autowired private PhoneCredentials phones;
  @Autowired private Enrolments enrolments;
  @Autowired private CitizenImport imports;
  @Autowired private Standings standings;
  @Autowired private Profiles profiles;
  @Autowired private Carriers carriers;
  @Autowired private InstantSource clock;
  @Autowired private JdbcClient jdbc;

  private final String number = ProofFixtures.idNumber();
  private final PhoneNumber phone = ProofFixtures.phone(ProofFixtures.phone());

  private Enrolment enrol(String documentNumber) {
    Proof proof =
        proof().document(resident(documentNumber)).name("林晓月").phone(phone.reveal()).build();
    return enrolments.enrol(proof, new SignInId(UUID.randomUUID()), BROWSER);
  }

  private PersonId registered(String documentNumber) {
    return ((Enrolment.Created) enrol(documentNumber)).person();
  }

  /** As if the time had passed, for this binding alone. */
  private void lastUsed(PersonId person, Duration ago) {
    jdbc.sql("UPDATE phone_credential SET own_use_at = ?, bound_at = ? WHERE person = ?")
        .param(at(ago))
        .param(at(ago))
        .param(person.value())
        .update();
  }

  private OffsetDateTime at(Duration ago) {
    return clock.instant().minus(ago).atOffset(ZoneOffset.UTC);
  }

  private PhoneOwner owner() {
    return phones.owner(phone, BROWSER);
  }

  @Test
  void aPhoneOfNobodyIsNobodys() {
    assertThat(owner()).isEqualTo(new Nobody());
  }

  @Test
  @Clause("A13")
  void aCodeOpensTheAccountOfTheOnePersonWhoUsedItNotLongAgo() {
    PersonId person = registered(number);

    assertThat(owner()).isEqualTo(new TheirOwn(person));
    lastUsed(person, Duration.ofDays(84));
    assertThat(owner()).isEqualTo(new TheirOwn(person));
  }

  @Test
  @Clause("A13")
  void aCodeToANumberThatMayHaveBeenIssuedAgainOpensNothing() {
    PersonId person = registered(number);
    lastUsed(person, Duration.ofDays(85));

    assertThat(owner()).isEqualTo(new Choose());
  }

  @Test
  @Clause("A13")
  void onlyAFreshPhoneOfOneIsAFactorOfTheirOwn() {
    PersonId person = registered(number);
    assertThat(phones.isTheirOwn(person, phone)).isTrue();

    lastUsed(person, Duration.ofDays(85));
    assertThat(phones.isTheirOwn(person, phone)).as("stale").isFalse();

    phones.shownBesideOwn(person, phone);
    assertThat(phones.isTheirOwn(person, phone)).isTrue();
    registered(ProofFixtures.idNumber());
    assertThat(phones.isTheirOwn(person, phone)).as("shared").isFalse();
  }

  @Test
  @Clause("A13")
  void aPhoneOfSeveralNamesNoneOfThem() {
    registered(number);
    registered(ProofFixtures.idNumber());

    assertThat(owner()).isEqualTo(new Choose());
  }

  @Test
  void whoIsShutOutStillSharesThePhoneAndIsNotChosen() {
    PersonId out = registered(number);
    assertThat(phones.isShared(phone)).isFalse();
    String left = ProofFixtures.idNumber();
    PersonId other = registered(left);
    standings.disable(out, new Standings.Reason("case/1"), Window.OPERATOR, BROWSER);

    assertThat(phones.isShared(phone)).isTrue();
    assertThat(enrol(left)).isEqualTo(new Enrolment.Chosen(other));

    assertThat(owner()).isEqualTo(new Choose());
    assertThat(phones.choose(phone, tail(number))).isEmpty();
    standings.disable(other, new Standings.Reason("case/1"), Window.OPERATOR, BROWSER);
    assertThat(owner()).isEqualTo(new ShutOut());
  }

  @Test
  @Clause("A13")
  void theEndOfTheNumberChoosesAmongThoseOfThePhone() {
    PersonId person = registered(number);
    registered(ProofFixtures.idNumber());

    assertThat(phones.choose(phone, tail(number))).contains(person);
    assertThat(phones.choose(phone, " " + tail(number).toLowerCase(Locale.ROOT) + "\u200b"))
        .contains(person);
    assertThat(phones.choose(ProofFixtures.phone(ProofFixtures.phone()), tail(number))).isEmpty();
  }

  /** Cards of before 2013 print two digits of renewal, which are no part of the number. */
  @ParameterizedTest
  @Clause("A13")
  @CsvSource({"MAINLAND_TRAVEL_PERMIT_HKMO, H", "MAINLAND_TRAVEL_PERMIT_TW, ''"})
  void theEndOfAnOlderPermitIsReadAsItIsPrinted(DocumentType type, String letter) {
    String digits = "%08d".formatted(ThreadLocalRandom.current().nextInt(100_000_000));
    Proof proof =
        proof()
            .document(new IdentityDocument(type, letter + digits + "02", "CN"))
            .name("陈大文")
            .phone(phone.reveal())
            .build();
    var enrolment = enrolments.enrol(proof, new SignInId(UUID.randomUUID()), BROWSER);
    PersonId person = ((Enrolment.Created) enrolment).person();
    registered(number);

    assertThat(phones.choose(phone, digits.substring(2))).as("today's card").contains(person);
    assertThat(phones.choose(phone, digits.substring(2) + "02")).contains(person);
    assertThat(phones.choose(phone, digits.substring(2) + "(20)")).contains(person);
    String wrong = (digits.charAt(2) == '9' ? '0' : '9') + digits.substring(3);
    assertThat(phones.choose(phone, wrong + "02")).as("five of six").isEmpty();
    assertThat(phones.choose(phone, digits.substring(4) + "02"))
        .as("four of six: three tries a day are not enough of a guard")
        .isEmpty();
    assertThat(phones.choose(phone, digits.substring(4))).isEmpty();
    assertThat(phones.choose(phone, digits.substring(2) + "0A")).isEmpty();
  }

  /** A resident's number has none. */
  @Test
  void noOtherNumberIsReadWithoutItsEnd() {
    registered(number);
    assertThat(phones.choose(phone, number.substring(12) + "02")).isEmpty();
    assertThat(phones.choose(phone, number.substring(10))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "      ", "000000", "12345", "1234567", "******"})
  void anythingElseChoosesNobody(String typed) {
    registered(number);

    assertThat(phones.choose(phone, typed)).isEmpty();
    assertThat(phones.choose(phone, number)).isEmpty();
  }

  @Test
  @Clause("A13")
  void knowingTheNumberDoesNotFreshenTheBinding() {
    PersonId person = registered(number);
    lastUsed(person, Duration.ofDays(100));

    assertThat(phones.choose(phone, tail(number))).contains(person);
    assertThat(owner()).isEqualTo(new Choose());
  }

  @Test
  void ownUseKeepsTheBindingFresh() {
    PersonId person = registered(number);
    lastUsed(person, Duration.ofDays(84));

    phones.signedIn(person, phone);

    assertThat(ownUse(person)).isAfter(at(Duration.ofDays(1)));
  }

  @Test
  @Clause("A13")
  void aKeyOfTheirsBesideItsCodeFreshensTheBindingAndTheCodeAloneDoesNot() {
    PersonId person = registered(number);
    lastUsed(person, Duration.ofDays(100));

    phones.signedIn(person, phone);
    assertThat(owner()).isEqualTo(new Choose());

    phones.shownBesideOwn(person, phone);
    assertThat(owner()).isEqualTo(new TheirOwn(person));
  }

  @Test
  @Clause("A13")
  void aNumberThatChangedHandsIsNobodysAnyMore() {
    PersonId earlier = registered(number);
    lastUsed(earlier, Duration.ofDays(100));
    PersonId holder = registered(ProofFixtures.idNumber());
    carriers.say(phone, Answer.CHANGED_HANDS);

    assertThat(owner()).isEqualTo(new TheirOwn(holder));
    assertThat(phones.choose(phone, tail(number))).isEmpty();
    assertThat(profiles.find(earlier).orElseThrow().phone()).isEmpty();
    assertThat(new AuditTrail(jdbc).of(earlier)).last().isEqualTo("credential.removed");
    assertThat(detailsOf(earlier, "credential.removed"))
        .contains("changed-hands")
        .doesNotContain(phone.reveal());
    assertThat(carriers.timesAsked(phone)).isEqualTo(1);
  }

  @Test
  void aNumberStillInTheSameHandsIsFreshAgain() {
    PersonId person = registered(number);
    lastUsed(person, Duration.ofDays(100));
    carriers.say(phone, Answer.SAME_HOLDER);

    assertThat(owner()).isEqualTo(new TheirOwn(person));
    carriers.say(phone, Answer.UNKNOWN);
    assertThat(owner()).isEqualTo(new TheirOwn(person));
    assertThat(new AuditTrail(jdbc).of(person)).last().isEqualTo("credential.confirmed");
    assertThat(carriers.timesAsked(phone)).isEqualTo(1);
  }

  @Test
  void carriersWhoDoNotKnowChangeNothing() {
    PersonId person = registered(number);
    lastUsed(person, Duration.ofDays(100));
    carriers.fail(phone);

    assertThat(owner()).isEqualTo(new Choose());
    assertThat(phones.choose(phone, tail(number))).contains(person);
    assertThat(new AuditTrail(jdbc).of(person)).doesNotContain("credential.removed");
  }

  @Test
  @Clause("A13")
  void nameNumberAndAPhoneThatIsNotFreshAreKnowledge() {
    PersonId person = registered(number);
    lastUsed(person, Duration.ofDays(100));

    assertThat(enrol(number)).isEqualTo(new Enrolment.Unbound(person, Enrolment.Phone.NOT_FRESH));
    carriers.say(phone, Answer.SAME_HOLDER);
    phones.recheck(phone, BROWSER);
    assertThat(enrol(number)).isEqualTo(new Enrolment.Recognised(person));
  }

  @Test
  void aProofByTheFreshPhoneIsOwnUse() {
    PersonId person = registered(number);
    lastUsed(person, Duration.ofDays(80));

    enrol(number);

    assertThat(ownUse(person)).isAfter(at(Duration.ofMinutes(5)));
  }

  @Test
  @Clause("A13")
  void anImportedPhoneOpensAnAccountOnlyWithTheDateOfItsLastUse(@TempDir Path folder)
      throws Exception {
    PhoneNumber other = ProofFixtures.phone(ProofFixtures.phone());
    String day = clock.instant().minus(Duration.ofDays(10)).toString().substring(0, 10);
    String text =
        "document_number,name,phone,phone_used_at\n"
            + "%s,林晓月,%s,\n".formatted(number, phone.reveal())
            + "%s,陈晓星,%s,%s\n".formatted(ProofFixtures.idNumber(), other.reveal(), day);
    Path file = Files.writeString(folder.resolve("phones.csv"), text);
    imports.run(
        file,
        new CitizenImport.Options("phones", new Standings.Reason("op-7"), false, Optional.empty()),
        _ -> {});
    carriers.say(phone, Answer.SAME_HOLDER); // since when, nobody knows: they are not asked

    assertThat(owner()).isEqualTo(new Choose());
    assertThat(phones.choose(phone, tail(number))).isPresent();
    assertThat(phones.owner(other, BROWSER)).isInstanceOf(TheirOwn.class);
    assertThat(carriers.timesAsked(phone)).isZero();
  }

  private OffsetDateTime ownUse(PersonId person) {
    return jdbc.sql("SELECT own_use_at FROM phone_credential WHERE person = ?")
        .param(person.value())
        .query(OffsetDateTime.class)
        .single();
  }

  private String detailsOf(PersonId person, String type) {
    return jdbc.sql("SELECT e::text FROM audit_event e WHERE person = ? AND type = ?")
        .param(person.value())
        .param(type)
        .query(String.class)
        .single();
  }

  private static String tail(String documentNumber) {
    return documentNumber.substring(12);
  }
}
