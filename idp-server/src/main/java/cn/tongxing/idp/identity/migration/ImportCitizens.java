package cn.tongxing.idp.identity.migration;

import cn.tongxing.idp.identity.CitizenImport;
import cn.tongxing.idp.identity.migration.ImportBatch.Listed;
import cn.tongxing.idp.identity.migration.ImportBatch.Refused;
import cn.tongxing.idp.identity.migration.ImportBatch.Result;
import cn.tongxing.idp.identity.migration.ImportBatch.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

@Service
class ImportCitizens implements CitizenImport {

  private static final int BATCH = 250;

  private final ImportBatch batches;

  ImportCitizens(ImportBatch batches) {
    this.batches = batches;
  }

  @Override
  public Report run(Path file, Options options, Consumer<Progress> progress) {
    Path refusals =
        options.refusals().orElse(file.resolveSibling(file.getFileName() + ".refused.csv"));
    if (refusals.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
      throw new IllegalArgumentException("the list of refused rows would replace the file");
    }
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("the file is read twice: " + file + " is no regular file");
    }
    try (Writer out = Files.newBufferedWriter(refusals)) {
      out.write("line,document,reason\n");
      long warnings = warn(file, out);
      Totals totals = new Totals(warnings);
      return warnings == 0 || options.acceptWarnings() || options.dryRun()
          ? run(file, options, out, totals, progress).report(refusals)
          : totals.report(refusals);
    } catch (CharacterCodingException other) {
      throw new IllegalArgumentException(
          "the file is not UTF-8 throughout: convert it first", other);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the file to its end before anything is stored: what cannot be read at all, and what needs
   * a look, is known then.
   */
  private static long warn(Path file, Writer out) throws IOException {
    long warnings = 0;
    try (Rows rows = Rows.open(file)) {
      for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
        if (WrongDecoding.isLikely(row.get().fields().getOrDefault("name", ""))) {
          warnings++;
          write(out, row.get().line(), row.get().maskedNumber(), Warning.NAME_SUSPECT.name());
        }
      }
    }
    out.flush();
    return warnings;
  }

  private Totals run(
      Path file, Options options, Writer out, Totals totals, Consumer<Progress> progress)
      throws IOException {
    try (Rows rows = Rows.open(file)) {
      Seen seen = new Seen();
      for (List<Row> batch = take(rows); !batch.isEmpty(); batch = take(rows)) {
        Result result = batches.run(batch, options, options.dryRun() ? seen : new Seen());
        write(result, out);
        totals.add(batch.size(), result);
        progress.accept(totals.progress());
      }
      return totals;
    }
  }

  private static List<Row> take(Rows rows) throws IOException {
    List<Row> batch = new ArrayList<>(BATCH);
    while (batch.size() < BATCH) {
      Optional<Row> row = rows.next();
      if (row.isEmpty()) {
        break;
      }
      batch.add(row.get());
    }
    return batch;
  }

  /** Flushed with each batch, so that an interrupted run leaves a readable list. */
  private static void write(Result result, Writer out) throws IOException {
    for (Refused each : result.refused()) {
      write(out, each.line(), each.document(), each.reason().name());
    }
    for (Listed each : result.sharing()) {
      write(out, each.line(), each.document(), Warning.NUMBER_SHARED.name());
    }
    out.flush();
  }

  private static void write(Writer out, long line, String document, String reason)
      throws IOException {
    out.write(line + "," + safe(document) + "," + reason + "\n");
  }

  /** A field must neither end the column nor begin a formula. */
  private static String safe(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}*()]", "_");
  }

  private static final class Totals {
    private long read;
    private long imported;
    private long known;
    private long refused;
    private long withoutPassword;
    private long sharing;
    private final long warnings;
    private final Map<Refusal, Long> reasons = new EnumMap<>(Refusal.class);

    Totals(long warnings) {
      this.warnings = warnings;
    }

    void add(int rows, Result result) {
      read += rows;
      imported += result.imported();
      known += result.known();
      refused += result.refused().size();
      withoutPassword += result.withoutPassword();
      sharing += result.sharing().size();
      result.refused().forEach(each -> reasons.merge(each.reason(), 1L, Long::sum));
    }

    Progress progress() {
      return new Progress(read, imported, known, refused);
    }

    Report report(Path refusals) {
      return new Report(
          read, imported, known, withoutPassword, sharing, reasons, warnings, refusals);
    }
  }
}
