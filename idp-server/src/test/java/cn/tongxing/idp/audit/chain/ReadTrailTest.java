package cn.tongxing.idp.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.TrailReading;
import cn.tongxing.idp.audit.TrailReading.Link;
import cn.tongxing.idp.audit.TrailReading.Reader;
import cn.tongxing.idp.audit.TrailReading.Seen;
import cn.tongxing.idp.audit.TrailReading.Wanted;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.testing.Clause;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever looks into a case is shown of the trail. */
@Clause({"G4", "issue 5 item 26: whom a caller means, and what happened"})
class ReadTrailTest {

  private static final Instant BEGIN = Instant.parse("2026-11-22T00:00:00Z");
  private static final Instant END = Instant.parse("2026-11-23T00:00:00Z");

  private static final Reader READER = new Reader("window-3", "case-1", RequestOrigin.SERVER);

  @TempDir private static Path folder;
  private static AuditFixture fixture;

  @BeforeAll
  static void start() {
    fixture = new AuditFixture(folder);
    fixture.recordSealAndSign();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private static List<Seen> read(Wanted wanted, Optional<UUID> after, int most) {
    return fixture.node.get(TrailReading.class).read(wanted, after, most, READER);
  }

  private static Wanted signIns() {
    return new Wanted(
        Optional.empty(),
        Optional.empty(),
        Optional.of(AuditEventType.SIGN_IN_COMPLETED),
        BEGIN,
        END);
  }

  private static Wanted of(int number) {
    return new Wanted(
        Optional.of(new PersonId(new UUID(7, number))),
        Optional.empty(),
        Optional.empty(),
        BEGIN,
        END);
  }

  @Test
  void pagesFollowEachOtherInTheOrderOfTimeAndEveryLinkHolds() {
    List<Seen> first = read(signIns(), Optional.empty(), 4);
    List<Seen> rest = read(signIns(), Optional.of(first.getLast().id()), 100);

    assertThat(first).hasSize(4).extracting(Seen::link).containsOnly(Link.HOLDS);
    assertThat(first).extracting(each -> each.details().get("number")).isSorted();
    assertThat(first)
        .extracting(each -> each.details().get("number"))
        .containsExactly("0", "1", "2", "3");
    assertThat(rest)
        .extracting(each -> each.details().get("number"))
        .startsWith("4", "5", "6", "7", "8", "9");
    assertThat(rest.getFirst().about())
        .containsEntry("person", new UUID(7, 4).toString())
        .containsEntry("client", "hospital")
        .doesNotContainKey("session");
  }

  @Test
  void onlyWhatFitsIsShown() {
    assertThat(read(of(3), Optional.empty(), 10))
        .singleElement()
        .satisfies(each -> assertThat(each.details()).containsEntry("number", "3"));
    Wanted later =
        new Wanted(of(3).person(), Optional.empty(), Optional.empty(), END, END.plusSeconds(1));
    assertThat(read(later, Optional.empty(), 10)).isEmpty();
  }

  /** Of a sign-in there is no index: what is later than itself is found by its person. */
  @Test
  void aSignInsEventsAreFoundByItsTimeAndByWhomItWasAbout() {
    var began = fixture.clock.instant();
    var signIn = new SignInId(TimeOrderedId.at(began, new SecureRandom()));
    var other = new SignInId(TimeOrderedId.at(began, new SecureRandom()));
    var person = new PersonId(UUID.randomUUID());
    record(AuditEvent.of(AuditEventType.SIGN_IN_STARTED, RequestOrigin.SERVER).signIn(signIn));
    record(AuditEvent.of(AuditEventType.SIGN_IN_STARTED, RequestOrigin.SERVER).signIn(other));
    fixture.clock.advance(Duration.ofMinutes(50));
    var done = AuditEvent.of(AuditEventType.SIGN_IN_COMPLETED, RequestOrigin.SERVER).person(person);
    record(done.signIn(signIn));
    fixture.clock.advance(Duration.ofHours(9));
    record(done.signIn(other));
    record(done.signIn(signIn).detail("later", "true"));

    List<Seen> all = read(of(signIn, began, began.plus(Duration.ofDays(40))), Optional.empty(), 9);

    assertThat(all)
        .extracting(Seen::type)
        .containsExactly("signin.started", "signin.completed", "signin.completed");
    assertThat(all).last().satisfies(each -> assertThat(each.details()).containsKey("later"));
    var after = Optional.of(all.getFirst().id());
    assertThat(read(of(signIn, began, began.plus(Duration.ofDays(40))), after, 1))
        .extracting(Seen::id)
        .containsExactly(all.get(1).id());
    assertThat(read(of(signIn, Instant.EPOCH, began.plusSeconds(60)), Optional.empty(), 9))
        .extracting(Seen::id)
        .containsExactly(all.getFirst().id());
    var muchLater = began.plus(Duration.ofDays(1));
    assertThat(read(of(signIn, muchLater, muchLater.plusSeconds(60)), Optional.empty(), 9))
        .isEmpty();
  }

  private static Wanted of(SignInId signIn, Instant since, Instant until) {
    return new Wanted(Optional.empty(), Optional.of(signIn), Optional.empty(), since, until);
  }

  private static void record(AuditEvent event) {
    fixture.clock.advance(Duration.ofMillis(5));
    fixture.node.get(Audit.class).record(event);
  }

  @Test
  void whatIsYoungIsSaidToHaveNoLinkYet() {
    fixture.node.get(Audit.class).record(AuditFixture.event(99));

    assertThat(read(of(99), Optional.empty(), 10))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.link()).isEqualTo(Link.WAITS);
          assertThat(each.position()).isEqualTo(OptionalLong.empty());
        });
  }

  @Test
  void whatIsNotAsItWasSealedIsSaidToBeSo() {
    fixture
        .node
        .transaction()
        .executeWithoutResult(status -> {
          status.setRollbackOnly();
          fixture.node.jdbc().sql("SET LOCAL session_replication_role = replica").update();
          fixture
              .node
              .jdbc()
              .sql("UPDATE audit_event SET details = 'nothing' WHERE person = ?")
              .param(new UUID(7, 5))
              .update();

          assertThat(read(of(5), Optional.empty(), 10))
              .singleElement()
              .satisfies(each -> {
                assertThat(each.link()).isEqualTo(Link.BROKEN);
                assertThat(each.details()).containsEntry("unreadable", "nothing");
              });
          assertThat(read(of(6), Optional.empty(), 10))
              .extracting(Seen::link)
              .containsExactly(Link.HOLDS);
        });
  }
}
