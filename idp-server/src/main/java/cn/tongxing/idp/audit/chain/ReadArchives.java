package cn.tongxing.idp.audit.chain;

import cn.tongxing.idp.audit.ChainSeal;
import cn.tongxing.idp.audit.TrailState;
import cn.tongxing.idp.audit.TrailState.Broken;
import cn.tongxing.idp.audit.TrailState.Damage;
import cn.tongxing.idp.audit.store.ArchiveRow;
import cn.tongxing.idp.audit.store.ChainRow;
import cn.tongxing.idp.audit.store.CheckpointRow;
import cn.tongxing.idp.audit.store.EventRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** Verifies archives, each from where the one before ended to what was signed of its own end. */
final class ReadArchives {

  private final ChainSeal seal;

  ReadArchives(ChainSeal seal) {
    this.seal = seal;
  }

  /**
   * What is known of the archives.
   *
   * @param anchors by the position where they end
   * @param broken the first signature that does not hold
   */
  record Known(NavigableMap<Long, Anchor> anchors, Optional<Broken> broken) {

    /** Where the last archive ends; 0 if there is none. */
    long lastPosition() {
      return anchors.isEmpty() ? 0 : anchors.lastKey();
    }

    /** Where the chain in the database begins. */
    Walk.Start start() {
      return anchors.isEmpty() ? Walk.Start.OF_THE_CHAIN : after(anchors.lastEntry().getValue());
    }

    /** The archive that begins there, and where its walk does. */
    Optional<Walk.Start> startAt(long first) {
      if (first == 1) {
        return Optional.of(Walk.Start.OF_THE_CHAIN);
      }
      return Optional.ofNullable(anchors.get(first - 1)).map(Known::after);
    }

    private static Walk.Start after(Anchor anchor) {
      return new Walk.Start(anchor.row(), anchor.covered());
    }
  }

  /** Reads what was signed: no gap between one archive and the next. */
  Known known(List<ArchiveRow> rows) {
    NavigableMap<Long, Anchor> anchors = new TreeMap<>();
    long next = 1;
    for (ArchiveRow row : rows) {
      long first = next;
      Optional<Anchor> anchor =
          Optional.ofNullable(seal.verify(row.jws()))
              .flatMap(Anchor::parse)
              .filter(stated -> stated.position() == row.position() && stated.first() == first);
      if (anchor.isEmpty()) {
        return new Known(
            anchors,
            Optional.of(new Broken(row.position(), Optional.empty(), Damage.CHECKPOINT_FORGED)));
      }
      anchors.put(row.position(), anchor.get());
      next = row.position() + 1;
    }
    return new Known(anchors, Optional.empty());
  }

  /**
   * Verifies files against what was signed of them.
   *
   * @return the first damage; the positions read are taken from {@code unread}
   */
  Optional<Broken> verify(
      List<Path> files,
      Known known,
      NavigableMap<Long, Checkpoint> witnesses,
      NavigableMap<Long, Long> unread)
      throws IOException {
    for (ArchiveFile file : byPosition(files)) {
      ArchiveFile.Head head = file.head();
      Anchor anchor = known.anchors().get(head.last());
      Optional<Walk.Start> start = known.startAt(head.first());
      if (anchor == null || anchor.first() != head.first() || start.isEmpty()) {
        return Optional.of(new Broken(head.last(), Optional.empty(), Damage.CHECKPOINT_MISSING));
      }
      Optional<Broken> broken = walk(file, start.get(), anchor.row(), anchor.covered(), witnesses);
      if (broken.isPresent()) {
        return broken;
      }
      unread.remove(head.last());
    }
    return Optional.empty();
  }

  /** One file, from its start to the link and the checkpoint that must be its last. */
  Optional<Broken> walk(
      ArchiveFile file,
      Walk.Start start,
      ChainRow end,
      long covered,
      NavigableMap<Long, Checkpoint> witnesses) {
    var stated = witnesses.subMap(start.last().position(), false, end.position(), true);
    try (Stream<EventRow> events = file.events();
        Stream<ChainRow> links = file.links();
        Stream<CheckpointRow> checkpoints = file.checkpoints()) {
      Walk walk =
          new Walk(
              start,
              Walk.Elsewhere.NOWHERE,
              seal,
              events.iterator(),
              checkpoints.iterator(),
              stated);
      TrailState state = walk.over(links.iterator());
      stated.clear();
      return switch (state) {
        case Broken broken -> Optional.of(broken);
        case TrailState.Intact _ -> at(walk, end, covered);
      };
    } catch (JacksonException | IllegalArgumentException | java.io.UncheckedIOException e) {
      // what cannot be read was changed after it was written
      return Optional.of(new Broken(end.position(), Optional.empty(), Damage.CHANGED));
    }
  }

  private static Optional<Broken> at(Walk walk, ChainRow end, long covered) {
    ChainRow reached = walk.last();
    if (reached.position() != end.position() || !Arrays.equals(reached.hash(), end.hash())) {
      long position = Math.min(reached.position() + 1, end.position());
      return Optional.of(new Broken(position, Optional.empty(), Damage.MISSING));
    }
    return walk.covered() == covered
        ? Optional.empty()
        : Optional.of(new Broken(covered, Optional.empty(), Damage.CHECKPOINT_MISSING));
  }

  private static List<ArchiveFile> byPosition(List<Path> files) throws IOException {
    TreeMap<Long, ArchiveFile> sorted = new TreeMap<>();
    for (Path path : files) {
      ArchiveFile file = new ArchiveFile(path);
      sorted.put(file.head().first(), file);
    }
    return new ArrayList<>(sorted.values());
  }
}
