package cn.tongxing.idp.audit.chain;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditArchives;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.AuditVerification;
import cn.tongxing.idp.audit.ChainSeal;
import cn.tongxing.idp.audit.TrailState;
import cn.tongxing.idp.audit.store.ArchiveRow;
import cn.tongxing.idp.audit.store.Archives;
import cn.tongxing.idp.audit.store.Archives.Sealed;
import cn.tongxing.idp.audit.store.ChainRow;
import cn.tongxing.idp.audit.store.CheckpointRow;
import cn.tongxing.idp.audit.store.Trail;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Archives. A piece of the chain ends with the last link of the months that go; some events of the
 * next month may have been sealed before it. These are in the archive, too, and stay in the
 * database: what is signed counts and hashes them.
 */
final class MoveToArchive implements AuditArchives {

  private static final int TRIES = 5;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final AuditVerification verification;
  private final Archives archives;
  private final Trail trail;
  private final ChainSeal seal;
  private final ReadArchives reading;
  private final Audit audit;
  private final InstantSource clock;
  private final TransactionTemplate snapshot;
  private final TransactionTemplate transaction;

  MoveToArchive(
      AuditVerification verification,
      Archives archives,
      Trail trail,
      ChainSeal seal,
      Audit audit,
      InstantSource clock,
      PlatformTransactionManager transactions) {
    this.verification = verification;
    this.archives = archives;
    this.trail = trail;
    this.seal = seal;
    this.reading = new ReadArchives(seal);
    this.audit = audit;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setReadOnly(true);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /** An archive that is written, or why there is none. */
  private sealed interface Written {

    record Stopped(Outcome outcome) implements Written {}

    record Piece(ArchiveFile file, Anchor anchor) implements Written {}
  }

  @Override
  public Outcome archive(YearMonth before, Path folder, String operator) {
    YearMonth present = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    if (!before.isBefore(present)) {
      return new Outcome.NotYet(Reason.MONTH_TOO_YOUNG);
    }
    deleteArchived();
    if (verification.verify() instanceof TrailState.Broken broken) {
      return new Outcome.Damaged(broken);
    }
    Written written = Objects.requireNonNull(snapshot.execute(status -> write(before, folder)));
    return switch (written) {
      case Written.Stopped stopped -> stopped.outcome();
      case Written.Piece piece -> {
        Optional<List<String>> months = tryToMove(piece, before, operator);
        if (months.isEmpty()) {
          yield new Outcome.NotYet(Reason.TABLE_IN_USE);
        }
        deleteArchived();
        yield new Outcome.Archived(
            piece.file().path(), piece.anchor().first(), piece.anchor().position(), months.get());
      }
    };
  }

  private Written write(YearMonth before, Path folder) {
    trail.prepare();
    Walk.Start start = reading.known(archives.all()).start();
    long after = start.last().position();
    Optional<ChainRow> cut = archives.lastLinkBefore(before, after);
    if (cut.isEmpty()) {
      return new Written.Stopped(new Outcome.NothingToDo());
    }
    ChainRow end = cut.get();
    if (archives.hasStragglers(before, end.key())) {
      return new Written.Stopped(new Outcome.NotYet(Reason.NOT_TIDY));
    }
    if (!archives.hasCheckpointAfter(end.position())) {
      return new Written.Stopped(new Outcome.NotYet(Reason.NO_CHECKPOINT_AFTER));
    }
    ArchiveFile file = file(folder, after + 1, end.position());
    write(file, after, end.position());
    long covered = archives.covered(end.position(), start.covered());
    Optional<TrailState.Broken> broken = reading.walk(file, start, end, covered, new TreeMap<>());
    if (broken.isPresent()) {
      return new Written.Stopped(new Outcome.Damaged(broken.get()));
    }
    Anchor anchor =
        Anchor.of(
            end,
            after + 1,
            covered,
            VerifyTrail.left(trail, seal, end, archives.lowestId(before)),
            clock.instant().getEpochSecond());
    return new Written.Piece(file, anchor);
  }

  private static ArchiveFile file(Path folder, long first, long last) {
    try {
      return new ArchiveFile(
          Files.createDirectories(folder).resolve(ArchiveFile.name(first, last)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(ArchiveFile file, long after, long end) {
    try (Stream<Sealed> rows = archives.sealed(after, end);
        Stream<CheckpointRow> checkpoints = trail.checkpoints(after)) {
      file.write(ArchiveFile.head(after + 1, end), rows.iterator(), checkpoints.iterator());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty if the table was in use at every try. */
  private Optional<List<String>> tryToMove(Written.Piece piece, YearMonth before, String operator) {
    for (int tries = 1; tries <= TRIES; tries++) {
      Optional<List<String>> months =
          Objects.requireNonNull(
              transaction.execute(status -> {
                Optional<List<String>> moved = move(piece, before, operator);
                if (moved.isEmpty()) {
                  status.setRollbackOnly();
                }
                return moved;
              }));
      if (months.isPresent()) {
        return months;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return Optional.empty();
  }

  /** All of it or nothing; empty if the table is in use. */
  private Optional<List<String>> move(Written.Piece piece, YearMonth before, String operator) {
    if (!archives.lockEvents()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Anchor anchor = piece.anchor();
    String name = piece.file().name();
    ArchiveRow row = new ArchiveRow(anchor.position(), name, now, seal.sign(anchor.text()));
    if (!archives.insertAfter(anchor.first() - 1, row)) {
      throw new IllegalStateException("somebody else archives at the same time; try again");
    }
    List<String> months = archives.dropMonths(before);
    audit.record(
        AuditEvent.of(AuditEventType.AUDIT_ARCHIVED, RequestOrigin.SERVER)
            .detail("file", name)
            .detail("months", String.join(" ", months))
            .detail("operator", operator));
    return Optional.of(months);
  }

  /** Also what an earlier run that was broken off has left. */
  private void deleteArchived() {
    ReadArchives.Known known = reading.known(archives.all());
    long upTo = known.lastPosition();
    // nothing leaves for an archive that nobody signed; the verification tells of it
    boolean more = known.broken().isEmpty() && upTo > 0;
    while (more) {
      more = Boolean.TRUE.equals(transaction.execute(status -> archives.deleteArchived(upTo)));
    }
  }
}
