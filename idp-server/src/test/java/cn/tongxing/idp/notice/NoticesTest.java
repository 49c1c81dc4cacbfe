package cn.tongxing.idp.notice;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.notice.store.NoticeRows;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Texts;
import cn.tongxing.idp.upkeep.Job;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@IdentitySlice
class NoticesTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");

  @Autowired private Notices notices;
  @Autowired private NoticeRows rows;
  @Autowired private Texts texts;
  @Autowired private List<Job> jobs;
  @Autowired private Enrolments enrolments;
  @Autowired private PhoneChanges changes;
  @Autowired private PasswordCredentials passwords;
  @Autowired private TransactionTemplate transaction;
  @Autowired private PhoneRows phoneRows;
  @Autowired private InstantSource clock;
  @Autowired private JdbcClient jdbc;

  private final PhoneNumber phone = ProofFixtures.phone(ProofFixtures.phone());
  private final PhoneNumber other = ProofFixtures.phone(ProofFixtures.phone());

  private PersonId registered() {
    var proof =
        proof().document(resident(ProofFixtures.idNumber())).name("林晓月").phone(phone.reveal());
    var enrolment = enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER);
    return ((Enrolment.Created) enrolment).person();
  }

  /** What the server does every two seconds. */
  private void deliver() {
    jobs.stream().filter(job -> job.name().equals("notices")).forEach(Job::run);
  }

  private void dueNow(PersonId person) {
    jdbc.sql("UPDATE notice SET next_attempt_at = occurred_at WHERE person = ?")
        .param(person.value())
        .update();
  }

  private List<String> states(PersonId person) {
    return jdbc.sql("SELECT state FROM notice WHERE person = ? ORDER BY occurred_at, id")
        .param(person.value())
        .query((row, _) -> row.getString(1))
        .list();
  }

  @Test
  void whatDidNotHappenIsNotTold() {
    PersonId person = registered();

    transaction.executeWithoutResult(status -> {
      notices.tell(person, NoticeKind.PASSWORD_SET);
      status.setRollbackOnly();
    });
    deliver();

    assertThat(states(person)).isEmpty();
    assertThat(texts.told(phone)).isEmpty();
  }

  /** It waits, untouched, for a node that can write it; and holds up no other. */
  @Test
  @Clause("C1")
  void aNoticeOfALaterVersionIsLeftToItsNodes() {
    PersonId person = registered();
    notices.tell(person, NoticeKind.NEW_DEVICE);
    jdbc.sql("UPDATE notice SET kind = 'OF_TOMORROW' WHERE person = ?")
        .param(person.value())
        .update();
    passwords.set(person, "kupfer-regen-41", BROWSER);

    deliver();

    assertThat(texts.told(phone)).containsExactly(NoticeKind.PASSWORD_SET);
    assertThat(
            jdbc.sql(
                    "SELECT kind || ' ' || state || ' ' || attempts FROM notice WHERE person = ?"
                        + " ORDER BY occurred_at, id")
                .param(person.value())
                .query(String.class)
                .list())
        .containsExactly("OF_TOMORROW WAITING 0", "PASSWORD_SET SENT 1");
    jdbc.sql("DELETE FROM notice WHERE person = ?").param(person.value()).update();
  }

  @Test
  void whoSetsAPasswordIsToldOnTheirPhone() {
    PersonId person = registered();

    passwords.set(person, "kupfer-regen-41", BROWSER);
    passwords.set(person, "kupfer-regen-42", BROWSER);
    deliver();

    assertThat(texts.told(phone))
        .containsExactlyInAnyOrder(NoticeKind.PASSWORD_SET, NoticeKind.PASSWORD_CHANGED);
    assertThat(states(person)).containsExactly("SENT", "SENT");
  }

  /** As after a merge. */
  @Test
  @Clause("A5")
  void whoHasTwoPhonesIsToldOnBothEachTime() {
    PersonId person = registered();
    phoneRows.bind(UUID.randomUUID(), person, other, clock.instant(), Optional.empty());

    for (int at = 0; at < 5; at++) {
      notices.tell(person, NoticeKind.NEW_DEVICE);
    }
    deliver();

    assertThat(texts.told(phone)).hasSize(3);
    assertThat(texts.told(other)).hasSize(3);
  }

  /** Whoever knows a password signs in from as many new browsers as they like. */
  @Test
  @Clause("A5")
  void newDevicesAreToldThreeTimesADay() {
    PersonId person = registered();

    for (int at = 0; at < 40; at++) {
      notices.tell(person, NoticeKind.NEW_DEVICE);
    }
    notices.tell(person, NoticeKind.PASSKEY_ADDED);
    deliver();
    assertThat(texts.told(phone))
        .containsExactlyInAnyOrder(
            NoticeKind.NEW_DEVICE,
            NoticeKind.NEW_DEVICE,
            NoticeKind.NEW_DEVICE,
            NoticeKind.PASSKEY_ADDED);

    jdbc.sql("update notice set occurred_at = occurred_at - interval '25 hours' where person = ?")
        .param(person.value())
        .update();
    notices.tell(person, NoticeKind.NEW_DEVICE);
    deliver();
    assertThat(texts.told(phone)).hasSize(5);
  }

  @Test
  @Clause("A13")
  void anOldPhoneHearsOfEachStepOfItsChange() {
    PersonId person = registered();
    Shown code = new Shown(Set.of(Own.PHONE), Optional.empty(), false);

    changes.ask(person, other, code, BROWSER);
    deliver();
    assertThat(texts.told(phone)).containsExactly(NoticeKind.PHONE_CHANGE_BEGUN);
    assertThat(texts.told(other)).containsExactly(NoticeKind.PHONE_WANTED);

    changes.cancel(person, Shown.of(Own.PHONE), BROWSER);
    deliver();
    assertThat(texts.told(phone)).last().isEqualTo(NoticeKind.PHONE_CHANGE_CANCELLED);
    assertThat(texts.told(other)).last().isEqualTo(NoticeKind.PHONE_CHANGE_CANCELLED);

    Shown both = new Shown(Set.of(Own.PHONE, Own.PASSWORD), Optional.empty(), false);
    changes.ask(person, other, both, BROWSER);
    deliver();
    assertThat(texts.told(phone)).last().isEqualTo(NoticeKind.PHONE_CHANGED);
    assertThat(texts.told(other)).last().isEqualTo(NoticeKind.PHONE_CHANGED);
  }

  @Test
  void whatFailsIsTriedAgain() {
    PersonId person = registered();
    texts.refuse(phone);
    notices.tell(person, NoticeKind.NEW_DEVICE);
    deliver();
    assertThat(states(person)).containsExactly("WAITING");

    texts.accept(phone);
    dueNow(person);
    deliver();

    assertThat(texts.told(phone)).containsExactly(NoticeKind.NEW_DEVICE);
    assertThat(states(person)).containsExactly("SENT");
  }

  @Test
  void afterADayItIsGivenUpAndTheTrailSaysSo() {
    PersonId person = registered();
    texts.refuse(phone);
    notices.tell(person, NoticeKind.TAKEN_OVER);
    jdbc.sql("UPDATE notice SET occurred_at = occurred_at - interval '25 hours' WHERE person = ?")
        .param(person.value())
        .update();
    dueNow(person);

    deliver();

    assertThat(states(person)).containsExactly("FAILED");
    assertThat(new AuditTrail(jdbc).of(person)).last().isEqualTo("notice.failed");
  }

  @Test
  @Clause("T1")
  void addressesAreSealedAndGoWhenTheNoticeIsOver() {
    PersonId person = registered();
    texts.refuse(phone);
    notices.tell(person, NoticeKind.NEW_DEVICE);

    assertThat(address(person)).isPresent();
    assertThat(new String(address(person).orElseThrow(), java.nio.charset.StandardCharsets.UTF_8))
        .doesNotContain(phone.reveal().substring(3));

    texts.accept(phone);
    dueNow(person);
    deliver();
    assertThat(address(person)).isEmpty();
  }

  private Optional<byte[]> address(PersonId person) {
    return jdbc.sql("SELECT address FROM notice WHERE person = ?")
        .param(person.value())
        .query((row, _) -> Optional.ofNullable(row.getBytes(1)))
        .single();
  }

  @Test
  void manyNodesSendANoticeOnce() throws Exception {
    PersonId person = registered();
    transaction.executeWithoutResult(
        _ -> IntStream.range(0, 40).forEach(_ -> notices.tell(person, NoticeKind.PASSKEY_ADDED)));

    try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 4).forEach(_ -> nodes.execute(this::deliver));
    }

    deliver();
    assertThat(states(person)).containsOnly("SENT");
    assertThat(texts.told(phone)).hasSize(40);
  }

  @Test
  void whatANodeTookAndDiedWithIsTakenOver() {
    PersonId person = registered();
    texts.refuse(phone);
    notices.tell(person, NoticeKind.NEW_DEVICE);
    dueNow(person);
    var now = clock.instant();
    rows.claim(100, now, now.plusSeconds(30));
    texts.accept(phone);

    deliver();
    assertThat(texts.told(phone)).isEmpty();

    dueNow(person); // as after the lease
    deliver();
    assertThat(texts.told(phone)).containsExactly(NoticeKind.NEW_DEVICE);
  }

  @Test
  void aNoticeThatDoesNotOpenHoldsUpNoOther() {
    PersonId damaged = registered();
    notices.tell(damaged, NoticeKind.NEW_DEVICE, List.of(other));
    jdbc.sql(
            "UPDATE notice SET address = '\\x01', occurred_at = occurred_at - interval '1 hour'"
                + " WHERE person = ?")
        .param(damaged.value())
        .update();
    dueNow(damaged);
    notices.tell(damaged, NoticeKind.PASSWORD_SET, List.of(phone));

    deliver();

    assertThat(texts.told(phone)).containsExactly(NoticeKind.PASSWORD_SET);
    assertThat(states(damaged)).containsExactly("WAITING", "SENT");
  }
}
