package cn.tongxing.idp.audit.chain;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.ChainSeal;
import cn.tongxing.idp.audit.TrailWatch;
import cn.tongxing.idp.audit.store.Archives;
import cn.tongxing.idp.audit.store.Chain;
import cn.tongxing.idp.audit.store.ChainRow;
import cn.tongxing.idp.audit.store.CheckpointRow;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this server has last seen of the trail's end, and the alarm when it is there no more. The
 * database's owner can remove the last events together with links and checkpoints, and no walk over
 * what is left will show it; but they cannot make a running server forget, nor the files beside it.
 */
final class RememberedEnd implements TrailWatch {

  private static final Logger LOG = LoggerFactory.getLogger(RememberedEnd.class);
  private static final Duration TOLD_EVERY = Duration.ofHours(1);

  /** Of a checkpoint that no key of this database signed. */
  private static final long OF_ANOTHER_DATABASE = Long.MAX_VALUE;

  private final Chain chain;
  private final Archives archives;
  private final ChainSeal seal;
  private final ReadArchives reading;
  private final WitnessFiles witnesses;
  private final Audit audit;
  private final InstantSource clock;

  private End seen = End.NONE;
  private long witnessed;
  private volatile @Nullable Alarm alarm;

  RememberedEnd(
      Chain chain,
      Archives archives,
      ChainSeal seal,
      WitnessFiles witnesses,
      Audit audit,
      InstantSource clock) {
    this.chain = chain;
    this.archives = archives;
    this.seal = seal;
    this.reading = new ReadArchives(seal);
    this.witnesses = witnesses;
    this.audit = audit;
    this.clock = clock;
  }

  /** The last link and the last checkpoint. */
  record End(Optional<ChainRow> link, Optional<CheckpointRow> checkpoint) {

    static final End NONE = new End(Optional.empty(), Optional.empty());

    long position() {
      return Math.max(
          link.map(ChainRow::position).orElse(0L),
          checkpoint.map(CheckpointRow::position).orElse(0L));
    }
  }

  /** What was lost, and when it was told of. */
  private record Alarm(End lost, Instant since, Instant toldAt) {}

  @Override
  public Optional<Instant> damagedSince() {
    return Optional.ofNullable(alarm).map(Alarm::since);
  }

  /** Takes up what an earlier run wrote beside the database. */
  synchronized void recall() {
    witnesses
        .last()
        .ifPresent(jws -> {
          long position =
              Optional.ofNullable(seal.verify(jws))
                  .flatMap(Checkpoint::parse)
                  .map(Checkpoint::position)
                  .orElse(OF_ANOTHER_DATABASE);
          CheckpointRow row = new CheckpointRow(position, Instant.EPOCH, jws);
          seen = new End(Optional.empty(), Optional.of(row));
          witnessed = position == OF_ANOTHER_DATABASE ? 0 : position;
        });
  }

  /** Alarms if what was seen is gone. Before every pass, so that nothing hides it. */
  synchronized void compare() {
    Alarm before = alarm;
    Instant now = clock.instant();
    if (seen.position() > 0 && !isThere(seen)) {
      alarm = new Alarm(seen, before == null ? now : before.since(), now);
      tell(seen);
      seen = End.NONE;
    } else if (before != null && !now.isBefore(before.toldAt().plus(TOLD_EVERY))) {
      if (isThere(before.lost())) {
        LOG.info("the audit trail is again what this server remembers");
        alarm = null;
      } else {
        alarm = new Alarm(before.lost(), before.since(), now);
        tell(before.lost());
      }
    }
  }

  /**
   * In the database, or in an archive: by what is signed of the archives, as a row of their table
   * can be added by whoever cuts off the end. They are read only when the database has it not.
   */
  private boolean isThere(End end) {
    if (chain.holds(end.link(), end.checkpoint(), 0)) {
      return true;
    }
    ReadArchives.Known known = reading.known(archives.all());
    return known.broken().isEmpty()
        && chain.holds(end.link(), end.checkpoint(), known.lastPosition());
  }

  /** Remembers an end that is committed, and writes its checkpoint down. */
  synchronized void remember(End end) {
    seen = end;
    end.checkpoint()
        .filter(checkpoint -> checkpoint.position() > witnessed)
        .ifPresent(checkpoint -> {
          witnesses.add(checkpoint);
          witnessed = checkpoint.position();
        });
  }

  private static String text(long position) {
    return position == OF_ANOTHER_DATABASE ? "unknown" : Long.toString(position);
  }

  private void tell(End lost) {
    LOG.error(
        "AUDIT TRAIL DAMAGED: what this server knew of it up to position {} is gone or changed;"
            + " see docs/operations/audit.md",
        text(lost.position()));
    audit.record(
        AuditEvent.of(AuditEventType.AUDIT_DAMAGED, RequestOrigin.SERVER)
            .detail("position", text(lost.position())));
  }
}
