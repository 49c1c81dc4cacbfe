package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.PasskeyCredentials.Ceremony;
import cn.tongxing.idp.identity.PasskeyCredentials.SignIn;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.LogLines;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@IdentitySlice
@Clause({"A8", "WebAuthn L3 7.1", "WebAuthn L3 7.2"})
class PasskeyCredentialsTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");

  @Autowired private Enrolments enrolments;
  @Autowired private PasskeyCredentials passkeys;
  @Autowired private PersonalRecords records;
  @Autowired private TakeOvers takeOvers;
  @Autowired private TransactionOperations database;
  @Autowired private JdbcClient jdbc;

  private PersonId person;
  private FakeAuthenticator authenticator;

  @BeforeEach
  void someone() throws Exception {
    person = registered();
    authenticator = new FakeAuthenticator();
  }

  private PersonId registered() {
    Proof proof =
        proof()
            .document(resident(ProofFixtures.idNumber()))
            .name("林晓月")
            .phone(ProofFixtures.phone())
            .build();
    return ((Enrolment.Created) enrolments.enrol(proof, new SignInId(UUID.randomUUID()), BROWSER))
        .person();
  }

  private boolean register() throws Exception {
    Ceremony ceremony = passkeys.register(person);
    return passkeys.finishRegistration(
        person, ceremony.challenge(), authenticator.create(ceremony.optionsJson()), "手机", BROWSER);
  }

  private Optional<PersonId> signIn() throws Exception {
    return answered() instanceof SignIn.Shown(PersonId shown, UUID _, int _)
        ? Optional.of(shown)
        : Optional.empty();
  }

  private SignIn answered() throws Exception {
    Ceremony ceremony = passkeys.signIn();
    return passkeys.finishSignIn(
        ceremony.challenge(), authenticator.get(ceremony.optionsJson()), BROWSER);
  }

  @Test
  void aPasskeySignsIn() throws Exception {
    assertThat(passkeys.exists(person)).isFalse();
    assertThat(register()).isTrue();
    assertThat(passkeys.exists(person)).isTrue();
    assertThat(new AuditTrail(jdbc).of(person))
        .filteredOn(type -> type.equals("credential.added"))
        .hasSize(2);
    assertThat(
            jdbc.sql("select kind from notice where person = ?")
                .param(person.value())
                .query(String.class)
                .list())
        .as("told")
        .containsExactly("PASSKEY_ADDED");

    authenticator.counter = 2;
    assertThat(signIn()).contains(person);
    authenticator.counter = 3;
    assertThat(signIn()).contains(person);
  }

  /** The order of locks (ADR 0020): whoever ends ways holds the person, then the passkey. */
  @Test
  void signingInWaitsForWhoeverHoldsThePersonAndHoldsNoPasskeyMeanwhile() throws Exception {
    assertThat(register()).isTrue();
    authenticator.counter = 2;
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> ending =
          threads.submit(() ->
              database.executeWithoutResult(_ -> {
                jdbc.sql("SELECT 1 FROM person WHERE id = ? FOR UPDATE")
                    .param(person.value())
                    .query()
                    .listOfRows();
                held.countDown();
                await(free);
                jdbc.sql("DELETE FROM passkey_credential WHERE person = ?")
                    .param(person.value())
                    .update();
              }));
      await(held);
      Future<SignIn> signingIn =
          threads.submit(() ->
              database.execute(_ -> {
                SignIn answer = answeredUnchecked();
                takeOvers.mayStart(person, new SignInId(UUID.randomUUID()), 0);
                return answer;
              }));
      waitsForALock();
      free.countDown();
      ending.get(30, TimeUnit.SECONDS);
      assertThat(signingIn.get(30, TimeUnit.SECONDS)).isInstanceOf(SignIn.Refused.class);
    } finally {
      free.countDown();
    }
  }

  private SignIn answeredUnchecked() {
    try {
      return answered();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private void waitsForALock() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            jdbc.sql(
                        """
                        SELECT count(*) FROM pg_stat_activity
                         WHERE datname = current_database() AND wait_event_type = 'Lock'
                        """)
                    .query(Long.class)
                    .single()
                > 0);
  }

  @Test
  void theOptionsAskForVerificationAndHoldNoIdOfThePerson() {
    String options = passkeys.register(person).optionsJson();

    assertThat(options)
        .contains("\"userVerification\":\"required\"")
        .contains("\"residentKey\":\"required\"")
        .contains("\"attestation\":\"none\"")
        .contains("\"id\":\"id.example\"")
        .containsPattern("\"rp\":\\{[^}]*\"name\":\"通行\"")
        .doesNotContain(person.toString())
        .doesNotContain("林晓月");
    assertThat(passkeys.signIn().optionsJson()).contains("\"rpId\":\"id.example\"");
    assertThat(passkeys.signIn().challenge()).hasSize(32);
  }

  @Test
  void theHandleStaysAndTheChallengeChanges() {
    Ceremony first = passkeys.register(person);
    Ceremony second = passkeys.register(person);

    assertThat(first.challenge()).isNotEqualTo(second.challenge());
    assertThat(handle(first)).hasSize(86).isEqualTo(handle(second));
  }

  private static String handle(Ceremony ceremony) {
    String json = ceremony.optionsJson();
    java.util.regex.Matcher matcher =
        java.util.regex.Pattern.compile("\"id\":\"([A-Za-z0-9_-]{80,})\"").matcher(json);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @Test
  void aWrongOriginIsRefused() throws Exception {
    register();
    authenticator.counter = 2;
    authenticator.origin = "https://id.example.evil.test";
    assertThat(signIn()).isEmpty();
    assertThat(register()).isFalse();
  }

  @Test
  void aWrongRelyingPartyIsRefused() throws Exception {
    register();
    authenticator.counter = 2;
    authenticator.rpId = "example";
    assertThat(signIn()).isEmpty();
    assertThat(register()).isFalse();
  }

  @Test
  void withoutUserVerificationItIsRefused() throws Exception {
    authenticator.userVerified = false;
    assertThat(register()).isFalse();
    authenticator.userVerified = true;
    register();
    authenticator.counter = 2;
    authenticator.userVerified = false;
    assertThat(signIn()).isEmpty();
  }

  @Test
  void aCounterThatDoesNotRiseIsRefused() throws Exception {
    authenticator.counter = 5;
    register();
    authenticator.counter = 6;
    assertThat(signIn()).contains(person);
    assertThat(answered()).isEqualTo(new SignIn.CountedBack(person));
    authenticator.counter = 4;
    assertThat(answered()).isEqualTo(new SignIn.CountedBack(person));
    assertThat(records.find(person).orElseThrow().passkeys().getFirst().countedBackAt())
        .isPresent();
    assertThat(new AuditTrail(jdbc).of(person))
        .filteredOn(type -> type.equals("credential.suspected"))
        .hasSize(2);
    authenticator.counter = 7;
    assertThat(signIn()).contains(person);
  }

  @Test
  @Clause("WebAuthn 7.2")
  void onlyTheUseThatBeginsToSyncAPasskeyMayBeginItsCounterAnew() throws Exception {
    authenticator.backupEligible = false;
    authenticator.counter = 5;
    register();
    authenticator.counter = 6;
    assertThat(signIn()).contains(person);
    authenticator.counter = 0;
    assertThat(answered()).as("not synced").isEqualTo(new SignIn.CountedBack(person));
    authenticator.backupEligible = true;
    authenticator.counter = 3;
    assertThat(answered()).as("it still counts").isEqualTo(new SignIn.CountedBack(person));
    authenticator.counter = 0;
    int before = suspicions();
    Instant last = lastSuspicion();

    assertThat(signIn()).contains(person);

    assertThat(suspicions()).as("a copy could say so").isEqualTo(before + 1);
    assertThat(lastSuspicion()).as("its owner reads it").isAfter(last);
    assertThat(signIn()).as("and never counts again").contains(person);
    authenticator.counter = 9;
    assertThat(signIn()).contains(person);
    assertThat(suspicions()).as("nothing counted back").isEqualTo(before + 1);
    authenticator.counter = 0;
    assertThat(answered()).as("only once").isEqualTo(new SignIn.CountedBack(person));
  }

  private int suspicions() {
    return Collections.frequency(new AuditTrail(jdbc).of(person), "credential.suspected");
  }

  private Instant lastSuspicion() {
    return records.find(person).orElseThrow().passkeys().getFirst().countedBackAt().orElseThrow();
  }

  @Test
  void aPasskeyWhoseOwnerBeginsToSyncItIsTaken() throws Exception {
    authenticator.backupEligible = false;
    register();
    authenticator.counter = 2;
    authenticator.backupEligible = true;
    authenticator.backedUp = true;

    assertThat(signIn()).contains(person);
    assertThat(stored()).isEqualTo("true true");
    authenticator.counter = 3;
    assertThat(signIn()).contains(person);
  }

  @Test
  void aPasskeyThatSaysItIsSyncedNoLongerIsTakenAndKeepsItsMark() throws Exception {
    authenticator.backupEligible = true;
    register();
    authenticator.counter = 2;
    authenticator.backupEligible = false;

    try (LogLines log = LogLines.begin()) {
      assertThat(signIn()).contains(person);

      assertThat(log.at(Level.WARN))
          .singleElement()
          .asString()
          .startsWith("passkey ")
          .endsWith(" says that it can no longer be synced")
          .doesNotContain(person.toString());
    }
    assertThat(stored()).isEqualTo("true false");
  }

  @Test
  void aBackupOfWhatCannotBeBackedUpIsRefused() throws Exception {
    register();
    authenticator.counter = 2;
    authenticator.backedUp = true;

    assertThat(answered()).isEqualTo(new SignIn.Refused());
  }

  private String stored() {
    return jdbc.sql(
            "SELECT backup_eligible || ' ' || backed_up FROM passkey_credential WHERE person = ?")
        .param(person.value())
        .query(String.class)
        .single();
  }

  @Test
  void anAuthenticatorWithoutACounterIsAccepted() throws Exception {
    authenticator.counter = 0;
    register();
    assertThat(signIn()).contains(person);
    assertThat(signIn()).contains(person);
  }

  @Test
  void anotherChallengeIsRefused() throws Exception {
    Ceremony asked = passkeys.register(person);
    Ceremony other = passkeys.register(person);
    assertThat(
            passkeys.finishRegistration(
                person,
                other.challenge(),
                authenticator.create(asked.optionsJson()),
                "手机",
                BROWSER))
        .isFalse();
    register();
    authenticator.counter = 2;
    assertThat(
            passkeys.finishSignIn(
                passkeys.signIn().challenge(),
                authenticator.get(passkeys.signIn().optionsJson()),
                BROWSER))
        .isEqualTo(new SignIn.Refused());
  }

  @Test
  @Clause("A8")
  void anAnsweredChallengeIsAnsweredThoughItsPasskeyIsGone() throws Exception {
    Ceremony ceremony = passkeys.register(person);
    String answer = authenticator.create(ceremony.optionsJson());
    assertThat(finished(ceremony, answer)).isTrue();
    UUID passkey = records.find(person).orElseThrow().passkeys().getFirst().id();
    assertThat(passkeys.remove(person, passkey, Optional.empty(), BROWSER)).isTrue();

    assertThat(finished(ceremony, answer)).isFalse();
    assertThat(passkeys.exists(person)).isFalse();
  }

  private boolean finished(Ceremony ceremony, String answer) {
    return passkeys.finishRegistration(person, ceremony.challenge(), answer, "手机", BROWSER);
  }

  @Test
  void aCredentialOfAnotherPersonIsRefused() throws Exception {
    register();
    person = registered();
    assertThat(register()).isFalse();
    assertThat(passkeys.exists(person)).isFalse();
  }

  @Test
  void theHandleOfAnotherPersonIsRefused() throws Exception {
    register();
    byte[] own = authenticator.userHandle();
    authenticator.counter = 2;
    authenticator.userHandle(new byte[64]);
    assertThat(signIn()).isEmpty();
    authenticator.userHandle(own);
    assertThat(signIn()).contains(person);
  }

  @Test
  void junkIsRefused() {
    Ceremony ceremony = passkeys.signIn();

    for (String junk : new String[] {"", "{}", "null", "[]", "{\"id\":1}", "x".repeat(100_000)}) {
      assertThat(passkeys.finishSignIn(ceremony.challenge(), junk, BROWSER))
          .isEqualTo(new SignIn.Refused());
      assertThat(passkeys.finishRegistration(person, ceremony.challenge(), junk, "手机", BROWSER))
          .isFalse();
    }
  }

  @Test
  void aDisabledPersonsPasskeyIsRefused() throws Exception {
    register();
    jdbc.sql("UPDATE person SET status = 'DISABLED' WHERE id = ?").param(person.value()).update();
    authenticator.counter = 2;
    assertThat(signIn()).isEmpty();
  }
}
