package cn.tongxing.idp.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.TrailState.Broken;
import cn.tongxing.idp.audit.TrailState.Damage;
import cn.tongxing.idp.audit.TrailState.Intact;
import cn.tongxing.idp.testing.Clause;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Clause({"G4", "F30"})
class TamperedTrailTest {

  @TempDir static Path folder;
  private static AuditFixture fixture;
  private static long length;

  /** Three checkpoints, the last one over the last link. */
  @BeforeAll
  static void threeCheckpoints() {
    fixture = new AuditFixture(folder);
    fixture.recordSealAndSign();
    fixture.recordSealAndSign();
    fixture.recordSealAndSign();
    length = fixture.count("audit_chain");
    assertThat(fixture.count("audit_checkpoint")).isEqualTo(3);
    assertThat(fixture.verify()).isEqualTo(new Intact(length, length, 0));
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "details = replace(details, '\"police\"', '\"policd\"')",
        "details = details || ' '",
        "type = 'signin.refused'",
        "address = '127.0.0.2'",
        "user_agent = user_agent || 'x'",
        "occurred_at = occurred_at + interval '1 microsecond'",
        "person = '00000000-0000-0007-0000-0000000000ff'",
        "person = NULL",
        "client = NULL",
        "session = person",
        "client = NULL, person = NULL"
      })
  void aChangedRowIsNamed(String change) {
    UUID victim = fixture.eventAt(20);

    fixture.tamper("UPDATE audit_event SET " + change + " WHERE id = '" + victim + "'");

    assertBroken(20, victim, Damage.CHANGED);
  }

  @Test
  void theFirstOfTwoChangedRowsIsNamed() {
    UUID first = fixture.eventAt(12);
    UUID second = fixture.eventAt(25);

    fixture.tamper(
        "UPDATE audit_event SET type = 'x' WHERE id IN ('" + second + "', '" + first + "')");

    assertBroken(12, first, Damage.CHANGED);
  }

  @Test
  void aRowMovedToAnotherTransactionIsNoticed() {
    UUID victim = fixture.eventAt(20);

    fixture.tamper("UPDATE audit_event SET xact = '999999' WHERE id = '" + victim + "'");

    assertBroken(20, victim, Damage.CHANGED);
  }

  @Test
  void aDroppedRowIsNamed() {
    UUID victim = fixture.eventAt(20);

    fixture.tamper("DELETE FROM audit_event WHERE id = '" + victim + "'");

    assertBroken(20, victim, Damage.MISSING);
  }

  @Test
  void aRowDroppedWithItsLinkIsNoticed() {
    UUID victim = fixture.eventAt(20);
    UUID next = fixture.eventAt(21);

    fixture.tamper(
        "DELETE FROM audit_event WHERE id = '" + victim + "'",
        "DELETE FROM audit_chain WHERE position = 20");

    assertBroken(20, next, Damage.MISSING);
  }

  @Test
  void aRowDroppedWithItsLinkAndTheGapClosedIsNoticed() {
    UUID victim = fixture.eventAt(20);
    UUID next = fixture.eventAt(21);

    fixture.tamper(
        "DELETE FROM audit_event WHERE id = '" + victim + "'",
        "DELETE FROM audit_chain WHERE position = 20",
        "UPDATE audit_chain SET position = -position WHERE position > 20",
        "UPDATE audit_chain SET position = -position - 1 WHERE position < 0");

    assertBroken(20, next, Damage.CHANGED);
  }

  @Test
  void swappedContentsOfTwoRowsAreNamedAtTheFirst() {
    UUID one = fixture.eventAt(18);
    UUID other = fixture.eventAt(23);

    fixture.tamper(
        """
        UPDATE audit_event e SET details = o.details, person = o.person
        FROM audit_event o
        WHERE (e.id, o.id) IN (('%1$s', '%2$s'), ('%2$s', '%1$s'))
        """
            .formatted(one, other));

    assertBroken(18, one, Damage.CHANGED);
  }

  @Test
  void swappedPositionsOfTwoLinksAreNoticed() {
    UUID later = fixture.eventAt(23);

    fixture.tamper(
        "UPDATE audit_chain SET position = -18 WHERE position = 18",
        "UPDATE audit_chain SET position = 18 WHERE position = 23",
        "UPDATE audit_chain SET position = 23 WHERE position = -18");

    assertBroken(18, later, Damage.REORDERED);
  }

  @Test
  void aCutTailIsNoticedByTheCheckpoint() {
    UUID last = fixture.eventAt(length);

    fixture.tamper(
        "DELETE FROM audit_event WHERE id = '" + last + "'",
        "DELETE FROM audit_chain WHERE position = " + length);

    assertThat(fixture.verify()).isEqualTo(new Broken(length, Optional.empty(), Damage.MISSING));
  }

  @Test
  void aTailCutTogetherWithItsCheckpointIsNoticedByAWitness() {
    String witness =
        fixture
            .node
            .jdbc()
            .sql("SELECT jws FROM audit_checkpoint ORDER BY position DESC LIMIT 1")
            .query(String.class)
            .single();
    UUID last = fixture.eventAt(length);

    fixture.tamper(
        "DELETE FROM audit_event WHERE id = '" + last + "'",
        "DELETE FROM audit_chain WHERE position = " + length,
        "DELETE FROM audit_checkpoint WHERE position = " + length);

    assertThat(fixture.verify(witness))
        .isEqualTo(new Broken(length, Optional.empty(), Damage.MISSING));
    assertThat(fixture.verify("x.y.z"))
        .isEqualTo(new Broken(0, Optional.empty(), Damage.CHECKPOINT_FORGED));
  }

  @Test
  void aRowPutIntoTheMiddleIsNamed() {
    UUID neighbour = fixture.eventAt(20);
    UUID added =
        new UUID(neighbour.getMostSignificantBits(), neighbour.getLeastSignificantBits() - 1);

    fixture.tamper(
        """
        INSERT INTO audit_event (id, xact, occurred_at, type, address, user_agent, details)
        SELECT '%s', xact, occurred_at, type, '', '', '{}' FROM audit_event WHERE id = '%s'
        """
            .formatted(added, neighbour));

    assertBroken(20, added, Damage.ADDED);
  }

  @Test
  void aHashRecomputedWithoutTheKeyIsNoticed() {
    UUID victim = fixture.eventAt(20);
    byte[] row = "whatever an attacker thinks is hashed".getBytes();
    SM3Digest digest = new SM3Digest();
    digest.update(row, 0, row.length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);

    fixture.tamper(
        "UPDATE audit_event SET type = 'signin.refused' WHERE id = '" + victim + "'",
        "UPDATE audit_chain SET hash = decode('%s', 'hex') WHERE position = 20"
            .formatted(HexFormat.of().formatHex(hash)));

    assertBroken(20, victim, Damage.CHANGED);
  }

  @Test
  void aChangedOrForeignCheckpointIsNoticed() {
    fixture.tamper("UPDATE audit_checkpoint SET jws = overlay(jws placing 'A' from 120 for 1)");

    assertThat(fixture.verify())
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> assertThat(broken.damage()).isEqualTo(Damage.CHECKPOINT_FORGED));
  }

  @Test
  void aCheckpointPutInAnothersPlaceIsNoticed() {
    fixture.tamper(
        """
        UPDATE audit_checkpoint SET jws = (SELECT jws FROM audit_checkpoint ORDER BY position LIMIT 1)
        WHERE position = %d
        """
            .formatted(length));

    assertThat(fixture.verify())
        .isEqualTo(new Broken(length, Optional.empty(), Damage.CHECKPOINT_FORGED));
  }

  @Test
  void aCheckpointTakenFromTheMiddleIsNoticed() {
    fixture.tamper(
        "DELETE FROM audit_checkpoint WHERE position ="
            + " (SELECT position FROM audit_checkpoint ORDER BY position LIMIT 1 OFFSET 1)");

    assertThat(fixture.verify())
        .isEqualTo(new Broken(length, Optional.empty(), Damage.CHECKPOINT_MISSING));
  }

  private void assertBroken(long position, UUID event, Damage damage) {
    assertThat(fixture.verify()).isEqualTo(new Broken(position, Optional.of(event), damage));
  }
}
