package cn.tongxing.idp.audit.chain;

import cn.tongxing.idp.audit.AuditVerification;
import cn.tongxing.idp.audit.ChainSeal;
import cn.tongxing.idp.audit.TrailState;
import cn.tongxing.idp.audit.TrailState.Broken;
import cn.tongxing.idp.audit.TrailState.Damage;
import cn.tongxing.idp.audit.store.Archives;
import cn.tongxing.idp.audit.store.ChainRow;
import cn.tongxing.idp.audit.store.CheckpointRow;
import cn.tongxing.idp.audit.store.EventKey;
import cn.tongxing.idp.audit.store.EventRow;
import cn.tongxing.idp.audit.store.Trail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Verifies in one snapshot, so that the sealer may go on meanwhile. */
final class VerifyTrail implements AuditVerification {

  private final Trail trail;
  private final Archives archives;
  private final ChainSeal seal;
  private final ReadArchives reading;
  private final TransactionTemplate snapshot;

  VerifyTrail(
      Trail trail, Archives archives, ChainSeal seal, PlatformTransactionManager transactions) {
    this.trail = trail;
    this.archives = archives;
    this.seal = seal;
    this.reading = new ReadArchives(seal);
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setReadOnly(true);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  @Override
  public TrailState verify(List<String> witnesses, List<Path> files) {
    TreeMap<Long, Checkpoint> believed = new TreeMap<>();
    for (String witness : witnesses) {
      Optional<Checkpoint> stated =
          Optional.ofNullable(seal.verify(witness)).flatMap(Checkpoint::parse);
      if (stated.isEmpty()) {
        return new Broken(0, Optional.empty(), Damage.CHECKPOINT_FORGED);
      }
      believed.put(stated.get().position(), stated.get());
    }
    return Objects.requireNonNull(snapshot.execute(status -> verify(believed, files)));
  }

  private TrailState verify(NavigableMap<Long, Checkpoint> witnesses, List<Path> files) {
    trail.prepare();
    ReadArchives.Known known = reading.known(archives.all());
    if (known.broken().isPresent()) {
      return known.broken().get();
    }
    NavigableMap<Long, Long> unread = new TreeMap<>();
    known.anchors().forEach((last, anchor) -> unread.put(last, last - anchor.first() + 1));
    try {
      Optional<Broken> broken = reading.verify(files, known, witnesses, unread);
      if (broken.isEmpty() && !known.anchors().isEmpty()) {
        broken = verifyLeft(known.anchors().lastEntry().getValue());
      }
      if (broken.isPresent()) {
        return broken.get();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // what witnesses state of archives that were not given stays unsaid
    Walk.Start start = known.start();
    long unsaid = witnesses.keySet().stream().filter(each -> isIn(unread, each)).count();
    witnesses.headMap(start.last().position(), true).clear();
    return switch (walk(start, witnesses)) {
      case Broken broken -> broken;
      case TrailState.Intact intact ->
          new TrailState.Intact(
              intact.sealed(),
              intact.checkpoint(),
              intact.unsealed(),
              unread.values().stream().mapToLong(Long::longValue).sum(),
              unsaid);
    };
  }

  /**
   * Whether a position is in an archive that was not given.
   *
   * @param unread how many events each of them holds, by its last position
   */
  private static boolean isIn(NavigableMap<Long, Long> unread, long position) {
    var archive = unread.ceilingEntry(position);
    return archive != null && position > archive.getKey() - archive.getValue();
  }

  private TrailState walk(Walk.Start start, NavigableMap<Long, Checkpoint> witnesses) {
    long position = start.last().position();
    try (Stream<EventRow> events = trail.events(start.last().key());
        Stream<ChainRow> links = trail.links(position);
        Stream<CheckpointRow> checkpoints = trail.checkpoints(position)) {
      return new Walk(
              start, inDatabase(), seal, events.iterator(), checkpoints.iterator(), witnesses)
          .over(links.iterator());
    }
  }

  /** The archived events that are in the database still: of months that stayed. */
  private Optional<Broken> verifyLeft(Anchor anchor) {
    return left(trail, seal, anchor.row(), EventKey.FIRST.event()).is(anchor)
        ? Optional.empty()
        : Optional.of(new Broken(anchor.position(), Optional.empty(), Damage.CHANGED));
  }

  /**
   * What is in the database of the events up to a link.
   *
   * @param from the lowest id that counts
   */
  static Anchor.Left left(Trail trail, ChainSeal seal, ChainRow last, UUID from) {
    long count = 0;
    byte[] hash = ChainRow.BEGINNING.hash();
    try (Stream<EventRow> events = trail.eventsUpTo(last.key(), from)) {
      for (EventRow event : (Iterable<EventRow>) events::iterator) {
        count++;
        hash = seal.link(hash, CanonicalRow.of(event));
      }
    }
    return new Anchor.Left(count, HexFormat.of().formatHex(hash));
  }

  private Walk.Elsewhere inDatabase() {
    return new Walk.Elsewhere() {
      @Override
      public boolean hasEvent(UUID event) {
        return trail.hasEvent(event);
      }

      @Override
      public boolean hasLink(UUID event) {
        return trail.hasLink(event);
      }
    };
  }
}
