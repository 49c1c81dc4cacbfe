package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Window;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IdentitySlice
class KnownPlacesTest {

  private static final RequestOrigin SERVER = RequestOrigin.SERVER;
  private static final String WORD = "correct horse battery";

  @Autowired private KnownPlaces places;
  @Autowired private Enrolments enrolments;
  @Autowired private PasswordCredentials passwords;
  @Autowired private PhoneChanges changes;
  @Autowired private Standings standings;
  @Autowired private TakeOvers takeOvers;
  @Autowired private Merges merges;
  @Autowired private PasskeyCredentials passkeys;
  @Autowired private Freezes freezes;
  @Autowired private DeviceNames names;
  @Autowired private JdbcClient jdbc;

  private final String phone = ProofFixtures.phone();
  private final String number = ProofFixtures.idNumber();
  private final byte[] mark = mark();

  private static byte[] mark() {
    UUID random = UUID.randomUUID();
    return ByteBuffer.allocate(32)
        .putLong(random.getMostSignificantBits())
        .putLong(random.getLeastSignificantBits())
        .array();
  }

  private PersonId person(String itsPhone, String itsNumber) {
    Proof proof = proof().document(resident(itsNumber)).name("林晓月").phone(itsPhone).build();
    Enrolment created = enrolments.enrol(proof, new SignInId(UUID.randomUUID()), SERVER);
    return ((Enrolment.Created) created).person();
  }

  private PersonId person() {
    return person(phone, number);
  }

  private PersonId another() {
    return person(ProofFixtures.phone(), ProofFixtures.idNumber());
  }

  private PersonId nameless() {
    Proof proof =
        proof()
            .account("police-network", "organisation-1", UUID.randomUUID().toString())
            .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL)
            .build();
    Enrolment created = enrolments.enrol(proof, new SignInId(UUID.randomUUID()), SERVER);
    return ((Enrolment.Created) created).person();
  }

  private Place browser() {
    return new Place(SERVER, mark);
  }

  private static Place network(int number) {
    String address = "10.%d.%d.9".formatted(number / 200, number % 200);
    return Place.unmarked(new RequestOrigin(address, ""));
  }

  @Test
  void aPlaceIsKnownByAnyIdentifierOfThePerson() {
    PersonId person = person();
    assertThat(places.signedIn(person, mark)).isFalse();
    places.remember(person, browser(), Optional.of(Locale.SIMPLIFIED_CHINESE), false);

    assertThat(places.signedIn(person, mark)).isTrue();
    assertThat(places.signedIn(another(), mark)).isFalse();
    assertThat(places.signedIn(person, new byte[0])).isFalse();
    for (String identifier : new String[] {phone, "+86 " + phone, number}) {
      assertThat(places.of(identifier, browser())).as(identifier).hasValue(mark);
    }
    assertThat(places.of(ProofFixtures.phone(), browser())).isEmpty();
    assertThat(places.of(phone, Place.unmarked(SERVER))).isEmpty();
  }

  @Test
  @Clause("A14")
  void ofAPersonTheTenBrowsersAndThreeNetworksUsedLastAreKnown() {
    PersonId person = person();
    places.remember(person, browser(), Optional.of(Locale.SIMPLIFIED_CHINESE), false);
    age(person);
    for (int i = 0; i < 10; i++) {
      places.remember(
          person,
          new Place(network(4000 + i).origin(), mark()),
          Optional.of(Locale.SIMPLIFIED_CHINESE),
          false);
    }
    assertThat(places.signedIn(person, mark)).as("the eleventh").isFalse();
    assertThat(count("BROWSER", person)).isEqualTo(10);
    assertThat(count("NETWORK", person)).isEqualTo(3);
  }

  @Test
  @Clause("A14")
  void ofABrowserTheTenPersonsSignedInLastAreKnown() {
    PersonId first = person();
    places.remember(first, browser(), Optional.of(Locale.SIMPLIFIED_CHINESE), false);
    age(first);
    for (int i = 0; i < 10; i++) {
      places.remember(another(), browser(), Optional.of(Locale.SIMPLIFIED_CHINESE), false);
    }
    assertThat(places.signedIn(first, mark)).isFalse();
    assertThat(persons()).isEqualTo(10);
  }

  /** As sign-ins at once leave them, none of which saw the others. */
  private void add(int number, String kind, PersonId person) {
    jdbc.sql(
            """
            INSERT INTO known_place (person, place, kind, used_at)
            SELECT ?, sha256(uuidv4()::text::bytea), ?, now() - interval '9 days'
              FROM generate_series(1, ?)
            """)
        .param(person.value())
        .param(kind)
        .param(number)
        .update();
  }

  @Test
  @Clause("A14")
  void moreThanAreKeptGoWithTheNextUseOfAnyThatIsKnown() {
    PersonId person = person();
    places.remember(
        person,
        new Place(network(4100).origin(), mark),
        Optional.of(Locale.SIMPLIFIED_CHINESE),
        false);
    age(person);
    add(12, "BROWSER", person);
    add(4, "NETWORK", person);

    places.remember(
        person,
        new Place(network(4100).origin(), mark),
        Optional.of(Locale.SIMPLIFIED_CHINESE),
        false);

    assertThat(count("BROWSER", person)).isEqualTo(10);
    assertThat(count("NETWORK", person)).isEqualTo(3);
    assertThat(places.signedIn(person, mark)).isTrue();
  }

  @Test
  @Clause("A14")
  void morePersonsOfABrowserThanAreKeptGoWithTheNextUseByAnyOfThem() {
    PersonId person = person();
    places.remember(person, browser(), Optional.of(Locale.SIMPLIFIED_CHINESE), false);
    age(person);
    for (int more = 0; more < 12; more++) {
      jdbc.sql(
              """
              INSERT INTO known_place (person, place, kind, used_at)
              VALUES (?, ?, 'BROWSER', now() - interval '9 days')
              """)
          .params(another().value(), mark)
          .update();
    }

    places.remember(person, browser(), Optional.of(Locale.SIMPLIFIED_CHINESE), false);

    assertThat(persons()).isEqualTo(10);
    assertThat(places.signedIn(person, mark)).isTrue();
  }

  private long persons() {
    return jdbc.sql("SELECT count(*) FROM known_place WHERE place = ?")
        .param(mark)
        .query(Long.class)
        .single();
  }

  @Test
  void aPlaceNotUsedForFourHundredDaysIsNot() {
    PersonId person = person();
    places.remember(person, browser(), Optional.of(Locale.SIMPLIFIED_CHINESE), false);
    jdbc.sql("UPDATE known_place SET used_at = used_at - interval '401 days' WHERE person = ?")
        .param(person.value())
        .update();
    assertThat(places.signedIn(person, mark)).isFalse();
    assertThat(places.of(phone, browser())).isEmpty();
    places.remember(person, browser(), Optional.of(Locale.SIMPLIFIED_CHINESE), false);
    assertThat(places.signedIn(person, mark)).isTrue();
  }

  @Test
  @Clause("A14")
  void allAreForgottenWithAChangedPasswordAChangedPhoneAndShuttingOut() {
    PersonId person = person();
    places.remember(person, browser(), Optional.of(Locale.SIMPLIFIED_CHINESE), false);
    passwords.set(person, WORD, SERVER);
    assertThat(places.signedIn(person, mark)).as("a first password changes nothing").isTrue();
    passwords.set(person, WORD + " staple", SERVER);
    assertThat(places.signedIn(person, mark)).isFalse();

    places.remember(person, browser(), Optional.of(Locale.SIMPLIFIED_CHINESE), false);
    standings.disable(person, new Standings.Reason("case/1"), Window.OPERATOR, SERVER);
    assertThat(places.signedIn(person, mark)).isFalse();
    standings.enable(person, Window.approved(new Standings.Reason("case/1")), SERVER);

    places.remember(person, browser(), Optional.of(Locale.SIMPLIFIED_CHINESE), false);
    changes.ask(
        person,
        ProofFixtures.phone(ProofFixtures.phone()),
        new AccountRule.Shown(
            Set.of(AccountRule.Own.PASSWORD, AccountRule.Own.PHONE), Optional.empty(), false),
        SERVER);
    assertThat(places.signedIn(person, mark)).isFalse();
  }

  @Test
  @Clause("A14")
  void allAreForgottenWhenItIsThawedAPasskeyIsRemovedOrANumberTurnsOutToBeAnothers()
      throws Exception {
    PersonId person = person();
    places.remember(person, browser(), Optional.of(Locale.SIMPLIFIED_CHINESE), false);
    FakeAuthenticator authenticator = new FakeAuthenticator();
    PasskeyCredentials.Ceremony ceremony = passkeys.register(person);
    passkeys.finishRegistration(
        person, ceremony.challenge(), authenticator.create(ceremony.optionsJson()), "", SERVER);
    assertThat(places.signedIn(person, mark)).as("one more way").isTrue();
    passkeys.remove(
        person,
        jdbc.sql("SELECT id FROM passkey_credential WHERE person = ?")
            .param(person.value())
            .query(UUID.class)
            .single(),
        Optional.empty(),
        SERVER);
    assertThat(places.signedIn(person, mark)).as("a passkey removed").isFalse();

    places.remember(person, browser(), Optional.of(Locale.SIMPLIFIED_CHINESE), false);
    jdbc.sql("UPDATE phone_credential SET own_use_at = now() - interval '99 days' WHERE person = ?")
        .param(person.value())
        .update();
    assertThat(changes.disown(ProofFixtures.phone(phone), SERVER)).isEqualTo(1);
    assertThat(places.signedIn(person, mark)).as("another's number").isFalse();

    places.remember(person, browser(), Optional.of(Locale.SIMPLIFIED_CHINESE), false);
    assertThat(freezes.freeze(person, SERVER)).isEqualTo(Freezes.Change.CHANGED);
    assertThat(places.signedIn(person, mark)).as("frozen: to thaw it from there").isTrue();
    freezes.thaw(
        person,
        Freezes.Recent.KEEP,
        Window.decided(new Standings.Reason("case/3"), new Standings.Reason("case/3")),
        SERVER);
    assertThat(places.signedIn(person, mark)).as("thawed").isFalse();

    places.remember(person, browser(), Optional.of(Locale.SIMPLIFIED_CHINESE), false);
    freezes.freeze(person, SERVER);
    standings.disable(person, new Standings.Reason("case/4"), Window.OPERATOR, SERVER);
    assertThat(places.signedIn(person, mark)).as("shut out besides").isFalse();
  }

  private void age(PersonId person) {
    jdbc.sql("UPDATE known_place SET used_at = used_at - interval '2 days' WHERE person = ?")
        .param(person.value())
        .update();
  }

  private long count(String kind, PersonId person) {
    return jdbc.sql("SELECT count(*) FROM known_place WHERE person = ? AND kind = ?")
        .param(person.value())
        .param(kind)
        .query(Long.class)
        .single();
  }

  @Test
  @Clause("A14")
  void allAreForgottenWithTheirNamesWhenTheAccountChangesHandsOrIsJoinedOrParted() {
    PersonId person = person();
    Standings.Reason why = new Standings.Reason("case/2");
    TakeOvers.Decision decision =
        new TakeOvers.Decision(
            why, why, new Standings.Reason("op-1"), new Standings.Reason("op-2"));
    knownByName(person);
    takeOvers.atCounter(person, ProofFixtures.phone(ProofFixtures.phone()), decision, SERVER);
    assertThat(places.signedIn(person, mark)).as("taken over").isFalse();
    assertThat(names.of(person).all()).as("the earlier holder's").isEmpty();

    knownByName(person);
    assertThat(takeOvers.undo(person, decision, SERVER)).isEqualTo(TakeOvers.Outcome.DONE);
    assertThat(places.signedIn(person, mark)).as("undone").isFalse();
    assertThat(names.of(person).all()).isEmpty();

    PersonId gone = nameless();
    Merges.Approval eyes = new Merges.Approval(why, "op-1", "op-2");
    knownByName(person);
    knownByName(gone);
    assertThat(merges.merge(person, gone, eyes, SERVER)).isEqualTo(Merges.Outcome.DONE);
    assertThat(places.signedIn(gone, mark)).as("gone").isFalse();
    assertThat(places.signedIn(person, mark)).as("kept").isTrue();
    assertThat(names.of(gone).all()).isEmpty();
    assertThat(names.of(person).of(mark)).isPresent();

    assertThat(merges.unmerge(gone, eyes, SERVER)).isEqualTo(Merges.Outcome.DONE);
    assertThat(places.signedIn(person, mark)).as("parted").isFalse();
    assertThat(names.of(person).all()).isEmpty();
  }

  private void knownByName(PersonId person) {
    places.remember(person, browser(), Optional.of(Locale.SIMPLIFIED_CHINESE), false);
    names.rename(person, mark, "奶奶的手机", SERVER);
  }
}
