package cn.tongxing.idp.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.TrailState.Broken;
import cn.tongxing.idp.audit.TrailState.Damage;
import cn.tongxing.idp.audit.TrailState.Intact;
import cn.tongxing.idp.audit.TrailWatch;
import cn.tongxing.idp.audit.Witnesses;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.ServerNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database's owner removes the trail's end with links and checkpoints: no walk can show it. */
@Clause({"G4", "F30"})
class RememberedEndTest {

  @TempDir Path folder;
  private AuditFixture fixture;
  private long kept;
  private long length;

  @BeforeEach
  void twoCheckpoints() {
    fixture = new AuditFixture(folder);
    fixture.recordSealAndSign();
    kept = fixture.count("audit_chain");
    fixture.recordSealAndSign();
    length = fixture.count("audit_chain");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theRunningServerAlarmsWhenTheEndIsCut() {
    fixture.cutAfter(kept);
    assertThat(fixture.verify()).isEqualTo(new Intact(kept, kept, 0));

    fixture.seal();

    assertThat(damagedSince()).contains(fixture.clock.instant());
    assertThat(fixture.details("audit.damaged"))
        .containsExactly("{\"position\":\"" + length + "\"}");
  }

  @Test
  void anArchiveThatNobodySignedHidesNothing() {
    fixture.cutAfter(kept);
    fixture.commit(
        "INSERT INTO audit_archive (position, file, archived_at, jws)"
            + " VALUES (9000000000000000000, 'x', now(), 'x')");

    fixture.seal();

    assertThat(damagedSince()).isPresent();
    assertThat(fixture.details("audit.damaged")).hasSize(1);
  }

  @Test
  void itSaysSoAgainEveryHourUntilItIsMended() {
    fixture.cutAfter(kept);
    fixture.seal();
    fixture.seal();
    fixture.clock.advance(Duration.ofMinutes(59));
    fixture.seal();
    assertThat(fixture.details("audit.damaged")).hasSize(1);

    fixture.clock.advance(Duration.ofMinutes(1));
    fixture.seal();

    assertThat(fixture.details("audit.damaged")).hasSize(2);
    assertThat(damagedSince()).isPresent();
  }

  @Test
  void anotherNodeThatSealsOnInBetweenHidesNothing() {
    try (ServerNode other = fixture.another()) {
      fixture.cutAfter(kept);
      fixture.record(30);
      other.get(SealEvents.class).pass();
      assertThat(fixture.count("audit_chain")).isGreaterThan(length);

      fixture.seal();

      assertThat(damagedSince()).isPresent();
      // and the other one knew the end from the files beside the database
      assertThat(other.get(TrailWatch.class).damagedSince()).isPresent();
    }
  }

  @Test
  void aChangedCheckpointIsNoticedAtOnce() {
    fixture.commit("UPDATE audit_checkpoint SET jws = jws || 'x' WHERE position = " + length);

    fixture.seal();

    assertThat(damagedSince()).isPresent();
  }

  @Test
  void whatWasCutWhileTheServerWasDownIsNoticedAtItsStart() {
    fixture.node.close();
    AuditFixture.cut(fixture.database, kept);

    try (ServerNode restarted = fixture.another()) {
      restarted.get(SealEvents.class).pass();

      assertThat(restarted.get(TrailWatch.class).damagedSince()).isPresent();
    }
  }

  @Test
  void aServerWhoseTrailIsWholeStartsInPeace() {
    try (ServerNode restarted = fixture.another()) {
      restarted.get(SealEvents.class).pass();

      assertThat(restarted.get(TrailWatch.class).damagedSince()).isEmpty();
    }
    assertThat(damagedSince()).isEmpty();
    assertThat(fixture.details("audit.damaged")).isEmpty();
  }

  @Test
  void theFilesBesideTheDatabaseAreWitnessesForTheVerifier() throws IOException {
    List<String> witnesses = Witnesses.in(fixture.witnesses());
    assertThat(witnesses).hasSize(2);
    assertThat(fixture.verify(witnesses, List.of())).isInstanceOf(Intact.class);

    fixture.cutAfter(kept);

    assertThat(fixture.verify(witnesses, List.of()))
        .isEqualTo(new Broken(kept + 1, Optional.empty(), Damage.MISSING));
  }

  @Test
  void witnessesAreAFileAMonthAndThirteenMonthsAreKept() throws IOException {
    Path old = Files.writeString(fixture.witnesses().resolve("witnesses-2025-10.log"), "x\n");
    Path kept = Files.writeString(fixture.witnesses().resolve("witnesses-2025-11.log"), "x\n");
    Path other = Files.writeString(fixture.witnesses().resolve("notes.txt"), "x\n");

    fixture.clock.advance(Duration.ofDays(20));
    fixture.recordSealAndSign();

    assertThat(fixture.witnesses().resolve("witnesses-2026-11.log")).exists();
    assertThat(fixture.witnesses().resolve("witnesses-2026-12.log")).exists();
    assertThat(old).doesNotExist();
    assertThat(kept).exists();
    assertThat(other).exists();
  }

  private Optional<java.time.Instant> damagedSince() {
    return fixture.node.get(TrailWatch.class).damagedSince();
  }
}
