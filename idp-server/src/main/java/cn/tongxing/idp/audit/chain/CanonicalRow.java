package cn.tongxing.idp.audit.chain;

import cn.tongxing.idp.audit.store.EventRow;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a link is made over: version, then every column in order, each of fixed length or
 * behind its length (-1 where there is none), so that no two rows have the same bytes. The layout
 * never changes: a new column means a new version.
 */
final class CanonicalRow {

  private static final int VERSION = 1;

  private CanonicalRow() {}

  static byte[] of(EventRow row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(row.key().transaction());
      write(out, row.key().event());
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, row.occurredAt()));
      write(out, row.type());
      write(out, row.address());
      write(out, row.userAgent());
      write(out, row.person());
      write(out, row.client());
      write(out, row.session());
      write(out, row.grant());
      write(out, row.signIn());
      write(out, row.details());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, @Nullable UUID id) throws IOException {
    if (id == null) {
      out.writeInt(-1);
      return;
    }
    out.writeInt(16);
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  private static void write(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(encoded.length);
    out.write(encoded);
  }
}
