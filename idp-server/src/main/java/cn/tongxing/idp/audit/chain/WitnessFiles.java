package cn.tongxing.idp.audit.chain;

import cn.tongxing.idp.audit.Witnesses;
import cn.tongxing.idp.audit.store.CheckpointRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints written down outside the database, a file for each month, thirteen months of them. A
 * disk that is full or gone keeps nothing from being sealed.
 */
final class WitnessFiles {

  private static final Logger LOG = LoggerFactory.getLogger(WitnessFiles.class);
  private static final Pattern NAME = Pattern.compile("witnesses-(\\d{4}-\\d{2})\\.log");
  private static final int MONTHS_KEPT = 13;

  private final Optional<Path> folder;

  WitnessFiles(String folder) {
    this.folder = folder.isBlank() ? Optional.empty() : Optional.of(Path.of(folder));
  }

  /** Adds a line for a checkpoint. */
  void add(CheckpointRow checkpoint) {
    folder.ifPresent(place -> {
      try {
        add(place, checkpoint);
      } catch (IOException e) {
        LOG.warn("checkpoint {} is not in {}: {}", checkpoint.position(), place, e.toString());
      }
    });
  }

  private static void add(Path place, CheckpointRow checkpoint) throws IOException {
    YearMonth month = YearMonth.from(checkpoint.signedAt().atOffset(ZoneOffset.UTC));
    Path file = Files.createDirectories(place).resolve("witnesses-" + month + ".log");
    boolean first = Files.notExists(file);
    Files.writeString(
        file,
        checkpoint.signedAt()
            + " "
            + Witnesses.line(checkpoint.position(), checkpoint.jws())
            + System.lineSeparator(),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.DSYNC);
    if (first) {
      for (Path old : files(place)) {
        if (month(old).isBefore(month.minusMonths(MONTHS_KEPT))) {
          Files.delete(old);
        }
      }
    }
  }

  /** The last that was written; its text is believed only as far as its signature goes. */
  Optional<String> last() {
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      return Optional.empty();
    }
    try {
      for (Path file : files(folder.get()).reversed()) {
        List<String> found = Witnesses.in(file);
        if (!found.isEmpty()) {
          return Optional.of(found.getLast());
        }
      }
    } catch (IOException e) {
      LOG.warn("the witnesses in {} cannot be read: {}", folder.get(), e.toString());
    }
    return Optional.empty();
  }

  private static List<Path> files(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(file -> NAME.matcher(name(file)).matches()).sorted().toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static YearMonth month(Path file) {
    return YearMonth.parse(name(file).substring(10, 17));
  }
}
