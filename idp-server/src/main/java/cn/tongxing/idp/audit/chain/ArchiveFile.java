package cn.tongxing.idp.audit.chain;

import cn.tongxing.idp.audit.store.Archives.Sealed;
import cn.tongxing.idp.audit.store.ChainRow;
import cn.tongxing.idp.audit.store.CheckpointRow;
import cn.tongxing.idp.audit.store.EventKey;
import cn.tongxing.idp.audit.store.EventRow;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An archive: JSON lines, compressed. The first says which positions it holds; then, by position,
 * an event with its link, or a checkpoint over the last one. Nothing in it is secret to whoever may
 * read the trail; it is the keyed chain that proves it.
 */
record ArchiveFile(Path path) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int FORM = 1;

  /** The first line. */
  record Head(int form, long first, long last) {}

  /** Any other line; either an event with its link, or a checkpoint. */
  private record Line(
      long position,
      @Nullable String hash,
      @Nullable String transaction,
      @Nullable UUID id,
      @Nullable Instant at,
      @Nullable String type,
      @Nullable String address,
      @Nullable String agent,
      @Nullable UUID person,
      @Nullable String client,
      @Nullable UUID session,
      @Nullable UUID grant,
      @Nullable UUID signIn,
      @Nullable String details,
      @Nullable String checkpoint) {

    boolean isCheckpoint() {
      return checkpoint != null;
    }
  }

  /** The name for some positions. */
  static String name(long first, long last) {
    return "audit-%012d-%012d.jsonl.gz".formatted(first, last);
  }

  String name() {
    return String.valueOf(path.getFileName());
  }

  /** Writes it whole, to the disk, or not at all. */
  void write(Head head, Iterator<Sealed> rows, Iterator<CheckpointRow> checkpoints)
      throws IOException {
    Path unfinished = path.resolveSibling(name() + ".unfinished");
    try (BufferedWriter out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(unfinished), 1 << 16),
                StandardCharsets.UTF_8))) {
      put(out, head);
      @Nullable CheckpointRow checkpoint = next(checkpoints);
      while (rows.hasNext()) {
        Sealed row = rows.next();
        put(out, line(row));
        if (checkpoint != null && checkpoint.position() == row.link().position()) {
          put(out, line(checkpoint));
          checkpoint = next(checkpoints);
        }
      }
    }
    try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(
        unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  Head head() throws IOException {
    try (BufferedReader in = reader()) {
      @Nullable String first = in.readLine();
      Head head = JSON.readValue(first == null ? "" : first, Head.class);
      if (head.form() != FORM || head.first() < 1 || head.last() < head.first()) {
        throw notAnArchive();
      }
      return head;
    } catch (JacksonException e) {
      throw notAnArchive();
    }
  }

  private IOException notAnArchive() {
    return new IOException("not an archive of the audit trail: " + path);
  }

  static Head head(long first, long last) {
    return new Head(FORM, first, last);
  }

  /** To be closed. */
  Stream<EventRow> events() {
    return lines().filter(line -> !line.isCheckpoint()).map(ArchiveFile::event);
  }

  /** To be closed. */
  Stream<ChainRow> links() {
    return lines()
        .filter(line -> !line.isCheckpoint())
        .map(line ->
            new ChainRow(line.position(), key(line), HexFormat.of().parseHex(there(line.hash()))));
  }

  /** To be closed. */
  Stream<CheckpointRow> checkpoints() {
    return lines()
        .filter(Line::isCheckpoint)
        .map(
            line -> new CheckpointRow(line.position(), there(line.at()), there(line.checkpoint())));
  }

  private Stream<Line> lines() {
    try {
      BufferedReader in = reader();
      return in.lines()
          .skip(1)
          .map(line -> JSON.readValue(line, Line.class))
          .onClose(() -> close(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BufferedReader reader() throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(path), 1 << 16), StandardCharsets.UTF_8));
  }

  private static void close(BufferedReader in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(BufferedWriter out, Object line) throws IOException {
    out.write(JSON.writeValueAsString(line));
    out.write('\n');
  }

  private static Line line(Sealed row) {
    EventRow event = row.event();
    return new Line(
        row.link().position(),
        HexFormat.of().formatHex(row.link().hash()),
        Long.toUnsignedString(event.key().transaction()),
        event.key().event(),
        event.occurredAt(),
        event.type(),
        event.address(),
        event.userAgent(),
        event.person(),
        event.client(),
        event.session(),
        event.grant(),
        event.signIn(),
        event.details(),
        null);
  }

  private static Line line(CheckpointRow row) {
    return new Line(
        row.position(),
        null,
        null,
        null,
        row.signedAt(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        row.jws());
  }

  private static EventRow event(Line line) {
    return new EventRow(
        key(line),
        there(line.at()),
        there(line.type()),
        there(line.address()),
        there(line.agent()),
        line.person(),
        line.client(),
        line.session(),
        line.grant(),
        line.signIn(),
        there(line.details()));
  }

  private static EventKey key(Line line) {
    return new EventKey(Long.parseUnsignedLong(there(line.transaction())), there(line.id()));
  }

  private static <T> T there(@Nullable T part) {
    if (part == null) {
      throw new IllegalArgumentException("a line of the archive lacks a part");
    }
    return part;
  }

  private static <T> @Nullable T next(Iterator<T> rows) {
    return rows.hasNext() ? rows.next() : null;
  }
}
