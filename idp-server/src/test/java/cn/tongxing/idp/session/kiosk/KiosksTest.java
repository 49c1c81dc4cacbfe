package cn.tongxing.idp.session.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.store.KioskRows;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.MovableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A machine's link works once, its key until it is taken away, both where machines stand. */
@IdentitySlice
@Clause("issue 5 item 39: kiosks")
class KiosksTest {

  private static final RequestOrigin HALL = new RequestOrigin("203.0.113.9", "machine");
  private static final RequestOrigin ELSEWHERE = new RequestOrigin("198.51.100.9", "machine");

  private static final String PAGE = "p".repeat(32);
  private static final String ANOTHER = "q".repeat(32);

  @Autowired private Kiosks kiosks;
  @Autowired private KioskRows rows;
  @Autowired private KeyedHash hash;
  @Autowired private Audit audit;
  @Autowired private MovableClock clock;
  @Autowired private SecureRandom random;
  @Autowired private JdbcClient jdbc;

  private Kiosks.Added added() {
    return kiosks.add("Hall 1");
  }

  private List<String> trail(UUID kiosk) {
    return jdbc.sql("select type from audit_event where details like ? order by id, xact")
        .param("%" + kiosk + "%")
        .query(String.class)
        .list();
  }

  @Test
  void aLinkIsUsedOnceAndItsKeyIsTheMachines() {
    Kiosks.Added added = added();
    assertThat(added.link()).matches("[A-Za-z0-9_-]{32}").isNotEqualTo(added().link());
    assertThat(added.toString()).doesNotContain(added.link());
    assertThat(kiosks.waiting(added.link())).contains("Hall 1");
    assertThat(kiosks.waiting("x" + added.link())).isEmpty();

    String key = kiosks.open(added.link(), PAGE, HALL).orElseThrow();

    assertThat(kiosks.open(added.link(), ANOTHER, HALL)).as("used up").isEmpty();
    assertThat(kiosks.waiting(added.link())).isEmpty();
    assertThat(kiosks.find(HALL, key).orElseThrow().key()).contains(added.id());
    assertThat(kiosks.find(HALL, added.link())).as("the link is no key").isEmpty();
    assertThat(trail(added.id())).containsExactly("kiosk.added", "kiosk.keyed");
  }

  @Test
  void aKeyThatWasTakenAwayIsNone() {
    Kiosks.Added added = added();
    String key = kiosks.open(added.link(), PAGE, HALL).orElseThrow();
    assertThat(kiosks.name(added.id())).contains("Hall 1");

    assertThat(kiosks.end(added.id())).isTrue();

    assertThat(kiosks.end(added.id())).as("there is none any more").isFalse();
    assertThat(kiosks.find(HALL, key)).isEmpty();
    assertThat(kiosks.name(added.id())).isEmpty();
    assertThat(trail(added.id())).containsExactly("kiosk.added", "kiosk.keyed", "kiosk.ended");
  }

  @Test
  void aLinkWaitsForADay() {
    Kiosks.Added early = added();
    clock.pass(Duration.ofDays(1).minusMinutes(1));
    assertThat(kiosks.waiting(early.link())).isPresent();
    clock.pass(Duration.ofMinutes(1));

    assertThat(kiosks.waiting(early.link())).isEmpty();
    assertThat(kiosks.open(early.link(), PAGE, HALL)).isEmpty();
    assertThat(trail(early.id())).containsExactly("kiosk.added");
  }

  /** The answer to the first press may have been lost; whoever finds the page later is late. */
  @Test
  void thePageOfALinkBringsTheSameKeyForMinutesAndEachTimeStandsInTheTrail() {
    Kiosks.Added added = added();
    String key = kiosks.open(added.link(), PAGE, HALL).orElseThrow();
    clock.pass(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(kiosks.open(added.link(), PAGE, HALL)).contains(key);
    clock.pass(Duration.ofSeconds(1));

    assertThat(kiosks.open(added.link(), PAGE, HALL)).isEmpty();
    assertThat(kiosks.find(HALL, key).orElseThrow().key())
        .as("the machine has it all the same")
        .contains(added.id());
    assertThat(trail(added.id())).containsExactly("kiosk.added", "kiosk.keyed", "kiosk.keyed");
  }

  @Test
  void aNameOfWhichLettersWereLostIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kiosks.add("\ufffd\ufffd"))
        .withMessageContaining("LC_ALL=C.UTF-8");
  }

  @Test
  void aMachineHasANameOfSixtyCharactersAtMost() {
    UUID longest = kiosks.add("h".repeat(60)).id();
    assertThat(kiosks.name(longest)).hasValueSatisfying(name -> assertThat(name).hasSize(60));
    for (String name : List.of("", "  ", "h".repeat(61), "Hall\u001b[31m\nforged")) {
      assertThatIllegalArgumentException().isThrownBy(() -> kiosks.add(name));
    }
  }

  @Test
  void thoseOnRecordAreTheOnesThatHaveNotEndedTheNewestFirst() {
    Kiosks.Added first = added();
    clock.pass(Duration.ofSeconds(1));
    Kiosks.Added second = added();
    kiosks.open(second.link(), PAGE, HALL);
    clock.pass(Duration.ofSeconds(1));
    kiosks.end(added().id());

    List<Kiosks.Registered> registered = kiosks.registered();

    assertThat(registered.subList(0, 2))
        .extracting(Kiosks.Registered::id)
        .containsExactly(second.id(), first.id());
    assertThat(registered.getFirst().keyedAt()).isPresent();
    assertThat(registered.get(1).keyedAt()).isEmpty();
  }

  @Test
  void withoutNetworksOnlyAKeyMakesAMachine() {
    assertThat(kiosks.mayBeAt(ELSEWHERE)).isTrue();
    assertThat(kiosks.find(ELSEWHERE, "")).isEmpty();
    assertThat(kiosks.find(ELSEWHERE, "A".repeat(32))).isEmpty();
    assertThat(kiosks.applications()).isEmpty();
  }

  @Test
  void whereNetworksAreNamedEveryBrowserThereIsAMachineAndACopiedKeyElsewhereIsNone() {
    var settings =
        new KioskSettings(
            List.of("192.0.2.0/24", "203.0.113.0/24"),
            "/hall",
            Duration.ofSeconds(30),
            List.of("a"));
    var halls = new RunKiosks(rows, settings, hash, audit, clock, random);
    Kiosks.Added added = added();
    String key = kiosks.open(added.link(), PAGE, HALL).orElseThrow();

    assertThat(halls.find(HALL, ""))
        .contains(new Kiosks.Kiosk(Optional.empty(), Duration.ofSeconds(30), "/hall"));
    assertThat(halls.find(HALL, key).orElseThrow().key()).contains(added.id());
    assertThat(halls.find(ELSEWHERE, key)).isEmpty();
    assertThat(halls.mayBeAt(ELSEWHERE)).isFalse();
    assertThat(halls.mayBeAt(RequestOrigin.SERVER)).as("of no address").isFalse();
    assertThat(halls.applications()).containsExactly("a");
    assertThat(kiosks.find(ELSEWHERE, key)).as("no network was named there").isPresent();
  }
}
