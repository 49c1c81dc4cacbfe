package cn.tongxing.idp.identity.migration;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Reads a file row by row. */
interface Rows extends Closeable {

  /** The next row in which anything stands; empty at the end. */
  Optional<Row> next() throws IOException;

  /** Opens a file in the format that its ending names. */
  static Rows open(Path file) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    var reader = Files.newBufferedReader(file);
    return name.endsWith(".jsonl") || name.endsWith(".ndjson")
        ? new JsonRows(reader)
        : new CsvRows(reader);
  }
}
