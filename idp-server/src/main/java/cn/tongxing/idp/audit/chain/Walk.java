package cn.tongxing.idp.audit.chain;

import cn.tongxing.idp.audit.ChainSeal;
import cn.tongxing.idp.audit.TrailState;
import cn.tongxing.idp.audit.TrailState.Broken;
import cn.tongxing.idp.audit.TrailState.Damage;
import cn.tongxing.idp.audit.store.ChainRow;
import cn.tongxing.idp.audit.store.CheckpointRow;
import cn.tongxing.idp.audit.store.EventKey;
import cn.tongxing.idp.audit.store.EventRow;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Walks events, links and checkpoints side by side, up to the first that does not fit. */
final class Walk {

  private final Elsewhere elsewhere;
  private final ChainSeal seal;
  private final Iterator<EventRow> events;
  private final Iterator<CheckpointRow> checkpoints;
  private final TreeMap<Long, Checkpoint> witnesses;
  private @Nullable EventRow event;
  private @Nullable CheckpointRow checkpoint;
  private ChainRow last;
  private long covered;

  /** Whether what is not where it should be is somewhere else: for naming the damage. */
  interface Elsewhere {

    /** In a file there is one place only. */
    Elsewhere NOWHERE =
        new Elsewhere() {
          @Override
          public boolean hasEvent(UUID event) {
            return false;
          }

          @Override
          public boolean hasLink(UUID event) {
            return false;
          }
        };

    boolean hasEvent(UUID event);

    boolean hasLink(UUID event);
  }

  /**
   * Where a walk begins.
   *
   * @param last the link before the first
   * @param covered the position of the checkpoint before the first, or 0
   */
  record Start(ChainRow last, long covered) {
    static final Start OF_THE_CHAIN = new Start(ChainRow.BEGINNING, 0);
  }

  Walk(
      Start start,
      Elsewhere elsewhere,
      ChainSeal seal,
      Iterator<EventRow> events,
      Iterator<CheckpointRow> checkpoints,
      Map<Long, Checkpoint> witnesses) {
    this.last = start.last();
    this.covered = start.covered();
    this.elsewhere = elsewhere;
    this.seal = seal;
    this.events = events;
    this.checkpoints = checkpoints;
    this.witnesses = new TreeMap<>(witnesses);
    this.event = next(events);
    this.checkpoint = next(checkpoints);
  }

  TrailState over(Iterator<ChainRow> links) {
    while (links.hasNext()) {
      Optional<Broken> broken = step(links.next());
      if (broken.isPresent()) {
        return broken.get();
      }
    }
    return atTheEnd();
  }

  /** The link that was reached. */
  ChainRow last() {
    return last;
  }

  /** The position of the last checkpoint that was passed, or 0. */
  long covered() {
    return covered;
  }

  private Optional<Broken> step(ChainRow link) {
    long position = last.position() + 1;
    EventRow current = event;
    if (link.position() != position) {
      return broken(position, unlinked(), Damage.MISSING);
    }
    int order = current == null ? 1 : current.key().compareTo(link.key());
    if (current == null || order > 0) {
      return broken(position, Optional.of(link.key().event()), whyWithoutEvent(link));
    }
    if (order < 0) {
      return elsewhere.hasLink(current.key().event())
          ? broken(position, Optional.of(link.key().event()), Damage.REORDERED)
          : broken(position, Optional.of(current.key().event()), Damage.ADDED);
    }
    byte[] hash = seal.link(last.hash(), CanonicalRow.of(current));
    if (!Arrays.equals(hash, link.hash())) {
      return broken(position, Optional.of(link.key().event()), Damage.CHANGED);
    }
    last = new ChainRow(position, link.key(), hash);
    event = next(events);
    return checkpointsAt(position);
  }

  /** The event whose link should come now. */
  private Optional<UUID> unlinked() {
    return Optional.ofNullable(event).map(current -> current.key().event());
  }

  private Damage whyWithoutEvent(ChainRow link) {
    EventKey previous = last.key();
    if (link.key().compareTo(previous) <= 0) {
      return Damage.REORDERED;
    }
    return elsewhere.hasEvent(link.key().event()) ? Damage.CHANGED : Damage.MISSING;
  }

  private Optional<Broken> checkpointsAt(long position) {
    Checkpoint witness = witnesses.remove(position);
    if (witness != null && !witness.states(last.hash())) {
      return broken(position, Optional.empty(), Damage.CHECKPOINT_FORGED);
    }
    CheckpointRow row = checkpoint;
    if (row == null || row.position() > position) {
      return Optional.empty();
    }
    Optional<Checkpoint> stated = signed(row);
    if (stated.isEmpty() || !stated.get().states(last.hash())) {
      return broken(position, Optional.empty(), Damage.CHECKPOINT_FORGED);
    }
    if (stated.get().previous() != covered) {
      return broken(position, Optional.empty(), Damage.CHECKPOINT_MISSING);
    }
    covered = position;
    checkpoint = next(checkpoints);
    return Optional.empty();
  }

  /** The chain is over: nothing may state that it was longer. */
  private TrailState atTheEnd() {
    CheckpointRow row = checkpoint;
    if (row != null && signed(row).isEmpty()) {
      return new Broken(row.position(), Optional.empty(), Damage.CHECKPOINT_FORGED);
    }
    if (row != null || !witnesses.isEmpty()) {
      return new Broken(last.position() + 1, unlinked(), Damage.MISSING);
    }
    long unsealed = 0;
    while (event != null) {
      unsealed++;
      event = next(events);
    }
    return new TrailState.Intact(last.position(), covered, unsealed);
  }

  /** What the row's signature covers, if it holds and is this row's. */
  private Optional<Checkpoint> signed(CheckpointRow row) {
    return Optional.ofNullable(seal.verify(row.jws()))
        .flatMap(Checkpoint::parse)
        .filter(stated -> stated.position() == row.position());
  }

  private static Optional<Broken> broken(long position, Optional<UUID> event, Damage damage) {
    return Optional.of(new Broken(position, event, damage));
  }

  private static <T> @Nullable T next(Iterator<T> rows) {
    return rows.hasNext() ? rows.next() : null;
  }
}
