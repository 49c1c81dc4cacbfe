package cn.tongxing.idp.audit.chain;

import cn.tongxing.idp.audit.ChainSeal;
import cn.tongxing.idp.audit.Witnesses;
import cn.tongxing.idp.audit.store.Chain;
import cn.tongxing.idp.audit.store.ChainRow;
import cn.tongxing.idp.audit.store.CheckpointRow;
import cn.tongxing.idp.audit.store.EventRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.transaction.support.TransactionTemplate;

/** One pass of the sealer: links what has committed, and signs a checkpoint when it is time. */
final class SealEvents {

  private static final Logger LOG = LoggerFactory.getLogger(SealEvents.class);

  private final Chain chain;
  private final ChainSeal seal;
  private final RememberedEnd remembered;
  private final TransactionTemplate transaction;
  private final InstantSource clock;
  private final AuditSettings settings;

  SealEvents(
      Chain chain,
      ChainSeal seal,
      RememberedEnd remembered,
      TransactionTemplate transaction,
      InstantSource clock,
      AuditSettings settings) {
    this.chain = chain;
    this.seal = seal;
    this.remembered = remembered;
    this.transaction = transaction;
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * Whether a whole batch was sealed, so that there may be more. Does nothing while another node is
   * at it: the lock and the links go with one transaction, so a node that dies leaves neither.
   */
  boolean pass() {
    remembered.compare();
    Pass pass = transaction.execute(status -> chain.tryLock() ? seal() : look());
    // The log is a witness outside the database; only what is committed may be told.
    pass.signed().map(row -> Witnesses.line(row.position(), row.jws())).ifPresent(LOG::info);
    remembered.remember(pass.end());
    return pass.sealed() == settings.batch();
  }

  /** What another node has done. */
  private Pass look() {
    return new Pass(0, Optional.empty(), end(chain.last(), chain.lastCheckpoint()));
  }

  private static RememberedEnd.End end(ChainRow last, Optional<CheckpointRow> checkpoint) {
    return new RememberedEnd.End(
        last.position() == 0 ? Optional.empty() : Optional.of(last), checkpoint);
  }

  /**
   * Takes up what is remembered of the trail. Refuses the start on a database that can never be
   * sealed on: its events would look like ones put in later.
   */
  void begin() {
    remembered.recall();
    if (chain.counterWentBack(chain.last().key())) {
      throw new FailureAnalyzedException(
          "The database's transaction counter is below that of the last sealed audit event.",
          "The data was restored into a new PostgreSQL instance. Raise the counter's epoch as"
              + " docs/operations/audit.md says, then start again.");
    }
  }

  private Pass seal() {
    ChainRow last = chain.last();
    List<ChainRow> links = link(last, chain.unsealedAfter(last.key(), settings.batch()));
    if (!links.isEmpty()) {
      chain.append(links);
      last = links.getLast();
    }
    Optional<CheckpointRow> previous = chain.lastCheckpoint();
    Optional<CheckpointRow> signed = checkpoint(last, previous);
    return new Pass(links.size(), signed, end(last, signed.or(() -> previous)));
  }

  private List<ChainRow> link(ChainRow last, List<EventRow> events) {
    List<ChainRow> links = new ArrayList<>(events.size());
    ChainRow previous = last;
    for (EventRow event : events) {
      byte[] hash = seal.link(previous.hash(), CanonicalRow.of(event));
      previous = new ChainRow(previous.position() + 1, event.key(), hash);
      links.add(previous);
    }
    return links;
  }

  private Optional<CheckpointRow> checkpoint(ChainRow last, Optional<CheckpointRow> previous) {
    long covered = previous.map(CheckpointRow::position).orElse(0L);
    Instant now = clock.instant();
    if (last.position() <= covered || !isDue(previous, last.position() - covered, now)) {
      return Optional.empty();
    }
    Checkpoint checkpoint =
        Checkpoint.of(last.position(), last.hash(), covered, now.getEpochSecond());
    CheckpointRow row = new CheckpointRow(last.position(), now, seal.sign(checkpoint.text()));
    chain.insert(row);
    return Optional.of(row);
  }

  private boolean isDue(Optional<CheckpointRow> previous, long uncovered, Instant now) {
    return uncovered >= settings.batch()
        || previous
            .map(row -> !now.isBefore(row.signedAt().plus(settings.checkpointEvery())))
            .orElse(true);
  }

  /** What a pass did, and found. */
  private record Pass(int sealed, Optional<CheckpointRow> signed, RememberedEnd.End end) {}
}
