package cn.tongxing.idp.proofing.limits;

import static cn.tongxing.idp.proofing.limits.LimitsNode.CLOCK;
import static cn.tongxing.idp.proofing.limits.LimitsNode.KNOWN;
import static cn.tongxing.idp.proofing.limits.LimitsNode.NODE;
import static cn.tongxing.idp.proofing.limits.LimitsNode.REDIS;
import static cn.tongxing.idp.proofing.limits.LimitsNode.marked;
import static cn.tongxing.idp.proofing.limits.LimitsNode.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.proofing.limits.Admission.Admitted;
import cn.tongxing.idp.proofing.limits.Admission.Limited;
import cn.tongxing.idp.testing.Clause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Strangers use up what is theirs, and nothing that belongs to whoever is known. */
@Clause({"A2", "A3", "A4", "A5"})
class LimitsTest {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Limits limits = NODE.get(Limits.class);
  private final int mine = COUNT.incrementAndGet();
  private final PhoneNumber phone = PhoneNumber.parse("1380013%04d".formatted(mine)).orElseThrow();
  private final String name = "name-" + mine;
  private final String mark = "mark-" + mine;
  private final Limits.Source stranger = stranger(mine);
  private final Limits.Source own = marked(mark, mine + 100);

  private void isKnownHere(String identifier) {
    KNOWN.inBrowser(identifier, mark.getBytes(StandardCharsets.UTF_8));
  }

  private static void pauseIsOver() {
    REDIS.keys("limit:{sms}:pause:*").forEach(REDIS::del);
  }

  private static boolean may(Admission admission) {
    return admission instanceof Admitted;
  }

  private static String by(Admission admission) {
    return ((Limited) admission).by();
  }

  @Test
  void aStrangersCodeWaitsForThePauseThenForTheHour() {
    Limits.Line line = limits.line(phone, stranger);
    assertThat(line.own()).isEmpty();
    assertThat(line.toString()).contains(phone.masked()).doesNotContain(phone.reveal());

    assertThat(may(limits.send(line))).isTrue();
    assertThat(by(limits.send(line))).startsWith("sms:pause:");
    pauseIsOver();
    assertThat(may(limits.send(line))).isTrue();
    pauseIsOver();
    assertThat(by(limits.send(line))).startsWith("sms:hour:");
  }

  @Test
  void whatStrangersUsedUpDoesNotStopTheOwnersBrowser() {
    isKnownHere(phone.reveal());
    Limits.Line theirs = limits.line(phone, stranger);
    Limits.Line owners = limits.line(phone, own);
    assertThat(may(limits.send(theirs))).isTrue();
    assertThat(may(limits.send(theirs))).isFalse();

    assertThat(may(limits.send(owners))).isTrue();
    assertThat(by(limits.send(owners))).as("their own pause").startsWith("sms:pause:");
    pauseIsOver();
    assertThat(may(limits.send(owners))).as("then what is left of the others'").isTrue();
    pauseIsOver();
    assertThat(by(limits.send(owners))).startsWith("sms:hour:");
  }

  @Test
  void anOwnNetworkIsStoppedByItsBrowserAndAnOwnBrowserIsNot() {
    for (int i = 0; i < 3; i++) {
      PhoneNumber other = PhoneNumber.parse("1390013%d%03d".formatted(i, mine)).orElseThrow();
      assertThat(may(limits.send(limits.line(other, own)))).isTrue();
    }
    KNOWN.inNetwork(phone.reveal());
    assertThat(by(limits.send(limits.line(phone, own)))).contains("device:");
    isKnownHere(phone.reveal());
    assertThat(may(limits.send(limits.line(phone, own)))).isTrue();
  }

  @Test
  void theFloorCountsTheOwnerApartToo() {
    isKnownHere(phone.reveal());
    Limits.Line theirs = limits.line(phone, stranger);
    Limits.Line owners = limits.line(phone, own);
    assertThat(may(limits.sendFloor(theirs))).isTrue();
    assertThat(may(limits.sendFloor(theirs))).isFalse();

    assertThat(may(limits.sendFloor(owners))).isTrue();
    assertThat(may(limits.sendFloor(owners))).as("within the pause").isFalse();
    CLOCK.advance(Duration.ofMinutes(2));
    assertThat(may(limits.sendFloor(owners))).as("the others' second").isTrue();
    CLOCK.advance(Duration.ofMinutes(2));
    assertThat(may(limits.sendFloor(owners))).isFalse();
  }

  @Test
  void wrongCodesAndWrongEndsOfANumberAreCountedByThePhone() {
    isKnownHere(phone.reveal());
    Limits.Line theirs = limits.line(phone, stranger);
    assertThat(may(limits.enterCode(theirs))).isTrue();
    assertThat(may(limits.enterCode(theirs))).isTrue();
    assertThat(may(limits.enterCode(theirs))).isFalse();
    assertThat(may(limits.enterCode(limits.line(phone, own)))).isTrue();

    assertThat(may(limits.enterTail(phone))).isTrue();
    assertThat(may(limits.enterTail(phone))).isFalse();
  }

  @Test
  void aPasswordIsTriedByWhatWasTypedAndComparedByTheAccount() {
    Limits.Account account = limits.account("typed " + name, "key " + name, name, stranger);
    assertThat(account).isEqualTo(new Limits.Account("typed " + name, "key " + name, false));
    Admitted first = (Admitted) limits.enterPassword(account, stranger);
    assertThat(first.taken()).as("and by the network").hasSize(2);
    Admitted both = limits.mayCompare(account, first).orElseThrow();
    assertThat(both.taken()).hasSize(3);
    Admitted second = (Admitted) limits.enterPassword(account, stranger);
    assertThat(limits.mayCompare(account, second)).isPresent();
    assertThat(by(limits.enterPassword(account, stranger))).startsWith("password:typed:");
    assertThat(limits.mayCompare(account, second)).as("under another name").isEmpty();

    limits.passwordWasRight(both);

    assertThat(may(limits.enterPassword(account, stranger))).isTrue();
    assertThat(limits.mayCompare(account, second)).isPresent();
  }

  @Test
  void aPasswordThatWasWrongTooOftenIsNotComparedUntilThePersonIsProven() {
    isKnownHere(name);
    Limits.Account account = limits.account("typed " + name, "key " + name, name, stranger);
    Limits.Account here = limits.account("typed " + name, "key " + name, name, own);
    assertThat(here.browser()).isTrue();
    assertThat(Set.of(here.typed(), here.key())).doesNotContain(account.typed(), account.key());
    Admitted tried = (Admitted) limits.enterPassword(here, own);
    assertThat(tried.taken()).as("strangers' network does not count").hasSize(1);
    for (int i = 0; i < 3; i++) {
      limits.passwordWasNotCompared(account);
    }
    assertThat(limits.mayCompare(account, tried)).as("against nobody").isPresent();
    assertThat(failures("not compared:typed " + name))
        .as("written as those that were compared, so that it takes as long")
        .isEqualTo(3);

    for (int i = 0; i < 3; i++) {
      limits.passwordWasWrong(account);
      limits.passwordWasWrong(here);
    }
    assertThat(limits.mayCompare(account, tried)).isEmpty();
    assertThat(limits.mayCompare(here, tried)).isEmpty();

    REDIS.keys("limit:{password}:*").forEach(REDIS::del);
    limits.forgetPasswords("key " + name, own);
    assertThat(limits.mayCompare(account, tried)).isPresent();
    assertThat(limits.mayCompare(here, tried)).as("those of this place, too").isPresent();
  }

  @Test
  void aDocumentHasOneNameHoweverItIsWritten() {
    String number = "a-12 34５６（" + mine + "）";
    String written = limits.document("A123456" + mine, stranger);
    assertThat(written).matches("[0-9a-f]{64}").isEqualTo(limits.document(number, stranger));
    isKnownHere(number);
    assertThat(limits.document(number, own)).startsWith("own-").doesNotContain(written);
    KNOWN.inNetwork(number);
    assertThat(limits.document(number, own)).doesNotStartWith("own-").isNotEqualTo(written);
  }

  @Test
  void anAuthorityIsAskedAboutADocumentTwiceADay() {
    Set<String> documents = Set.of(limits.document(name, stranger));
    Admitted first = compared(documents, stranger);
    assertThat(first.taken()).hasSize(3);
    compared(documents, stranger);
    assertThat(by(limits.compareDocuments(documents, Optional.empty(), stranger)))
        .startsWith("real-name:document:");

    limits.documentsWereNotRefused(first);

    compared(documents, stranger);
  }

  private Admitted compared(Set<String> documents, Limits.Source source) {
    return (Admitted) limits.compareDocuments(documents, Optional.empty(), source);
  }

  @Test
  void refusedDocumentsAndPhonesAreRememberedWithoutRedis() {
    String document = limits.document(name, stranger);
    String second = limits.document("second " + name, stranger);
    limits.documentsWereRefused(Set.of(document), Optional.of(phone));
    compared(Set.of(document), stranger);
    limits.documentsWereRefused(Set.of(document), Optional.of(phone));
    assertThat(by(limits.compareDocuments(Set.of(document), Optional.empty(), stranger)))
        .isEqualTo("real-name:floor:" + document);

    for (int i = 0; i < 3; i++) {
      limits.documentsWereRefused(Set.of(second), Optional.of(phone));
    }
    Limited byPhone =
        (Limited)
            limits.compareDocuments(
                Set.of("x" + second, "y" + second), Optional.of(phone), stranger);
    assertThat(byPhone.by()).isEqualTo("real-name:floor:x" + second + "+y" + second);
    assertThat(byPhone.until()).isAfter(CLOCK.instant().plus(Duration.ofHours(23)));
  }

  @Test
  void aPhonesComparisonsAreCountedWhateverTheDocument() {
    for (int i = 0; i < 5; i++) {
      Limits.Source source = marked(mark, mine + i);
      assertThat(may(limits.compareDocuments(Set.of(name + i), Optional.of(phone), source)))
          .isTrue();
    }
    assertThat(by(limits.compareDocuments(Set.of(name), Optional.of(phone), stranger)))
        .startsWith("real-name:phone:");
  }

  @Test
  void aBrowserOfStrangersIsStoppedAndThatOfAllTheDocumentsPersonsIsNot() {
    for (int i = 0; i < 4; i++) {
      compared(Set.of(name + i), own);
    }
    assertThat(by(limits.compareDocuments(Set.of(name), Optional.empty(), own)))
        .contains("device:");
    assertThat(by(limits.compareDocuments(Set.of("own-" + name, name), Optional.empty(), own)))
        .as("one of them is a stranger's")
        .contains("device:");
    compared(Set.of("own-" + name), own);
  }

  @Test
  void ofTwoDocumentsAPhoneItMayBeToldThatThereIsAnAccount() {
    Set<String> two = Set.of(name, "b" + name);
    assertThat(told(two)).isTrue();
    assertThat(told(Set.of("c" + name))).isTrue();

    assertThat(told(Set.of("d" + name))).isFalse();
    assertThat(told(two)).as("no news").isTrue();
    CLOCK.advance(Duration.ofDays(30));
    assertThat(told(Set.of("d" + name))).isTrue();
  }

  private boolean told(Set<String> documents) {
    return Boolean.TRUE.equals(NODE.transaction().execute(_ -> limits.mayTell(documents, phone)));
  }

  @Test
  void aStoppedTryIsInTheTrailOnceAndItsFollowersAreANumber() {
    Limited limited = new Limited(CLOCK.instant().plus(Duration.ofMinutes(5)), "test:" + name);
    AuditEvent event =
        AuditEvent.of(AuditEventType.SIGN_IN_LIMITED, RequestOrigin.SERVER).detail("limit", name);
    for (int i = 0; i < 4; i++) {
      limits.recordStopped(limited, event);
    }
    StoppedTries stopped = NODE.get(StoppedTries.class);
    stopped.run();
    assertThat(recorded()).hasSize(1).noneMatch(details -> details.contains("suppressed"));

    CLOCK.advance(Duration.ofMinutes(5));
    stopped.run();
    stopped.run();

    assertThat(recorded()).hasSize(2).last().asString().contains("\"suppressed\":\"3\"");
    limits.recordStopped(new Limited(CLOCK.instant().plusSeconds(9), "test:alone " + name), event);
    CLOCK.advance(Duration.ofSeconds(9));
    stopped.run();
    assertThat(recorded()).as("nobody followed").hasSize(3);
  }

  private List<String> recorded() {
    return NODE.jdbc()
        .sql("select details from audit_event where details like ? order by id, xact")
        .param("%\"" + name + "\"%")
        .query(String.class)
        .list();
  }

  private static int failures(String subject) {
    return NODE.jdbc()
        .sql("select failures from login_failures where purpose = 'password' and subject = ?")
        .param(subject.getBytes(StandardCharsets.UTF_8))
        .query(Integer.class)
        .single();
  }
}
