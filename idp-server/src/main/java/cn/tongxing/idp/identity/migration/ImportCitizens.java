package cn.tongxing.idp.identity.migration;

import cn.tongxing.idp.identity.CitizenImport;
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
    try (Rows rows = Rows.open(file);
        Writer out = Files.newBufferedWriter(refusals)) {
      out.write("line,document,reason\n");
      Totals totals = new Totals();
      Seen seen = new Seen();
      for (List<Row> batch = take(rows); !batch.isEmpty(); batch = take(rows)) {
        Result result = batches.run(batch, options, options.dryRun() ? seen : new Seen());
        write(result.refused(), out);
        totals.add(batch.size(), result);
        progress.accept(totals.progress());
      }
      return totals.report(refusals);
    } catch (CharacterCodingException other) {
      throw new IllegalArgumentException(
          "the file is not UTF-8 throughout: convert it first", other);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
  private static void write(List<Refused> refused, Writer out) throws IOException {
    for (Refused each : refused) {
      out.write(each.line() + "," + safe(each.document()) + "," + each.reason() + "\n");
    }
    out.flush();
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
    private final Map<Refusal, Long> reasons = new EnumMap<>(Refusal.class);

    void add(int rows, Result result) {
      read += rows;
      imported += result.imported();
      known += result.known();
      refused += result.refused().size();
      result.refused().forEach(each -> reasons.merge(each.reason(), 1L, Long::sum));
    }

    Progress progress() {
      return new Progress(read, imported, known, refused);
    }

    Report report(Path refusals) {
      return new Report(read, imported, known, reasons, refusals);
    }
  }
}
