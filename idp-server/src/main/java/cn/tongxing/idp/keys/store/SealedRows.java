package cn.tongxing.idp.keys.store;

import cn.tongxing.idp.keys.SealedColumn;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Walks of tables with sealed columns, in batches by id, each a transaction of its own. */
public final class SealedRows {

  /** Rows at once: some 15 ms of ciphers, and locks that nobody notices. */
  static final int BATCH = 200;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  public SealedRows(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /**
   * A sealed value.
   *
   * @param id of its row, in text form
   * @param row of its place
   * @param sealed of a column of persons with the wrapped key in front
   */
  public record Value(String id, String row, byte[] sealed) {}

  /**
   * What became of a batch.
   *
   * @param last id to go on behind; empty at the table's end
   * @param changed values that were sealed anew
   */
  public record Batch(Optional<String> last, long changed) {}

  /**
   * The next batch of values that another key than the active one sealed.
   *
   * @param after id of the last batch; null to begin
   * @param anew the value sealed under the active key
   */
  public Batch reseal(
      SealedColumn column,
      String id,
      int activeKey,
      @Nullable String after,
      Function<Value, byte[]> anew) {
    byte[] active = ByteBuffer.allocate(Integer.BYTES).putInt(activeKey).array();
    return transaction.execute(_ -> {
      List<Value> values = next(column, id, after);
      long changed = 0;
      for (Value value : values) {
        if (!isUnder(value.sealed(), active)) {
          // somebody may have changed or deleted the row meanwhile: then it is theirs
          changed +=
              jdbc.sql(
                      "UPDATE %s SET %s = ? WHERE %s = CAST(? AS %s) AND %s = ?"
                          .formatted(
                              column.table(), column.column(), id, type(id), column.column()))
                  .params(anew.apply(value), value.id(), value.sealed())
                  .update();
        }
      }
      return new Batch(last(values), changed);
    });
  }

  /**
   * Another value in each row of a column, in the caller's transaction.
   *
   * @param changed the column that changes
   */
  public long rewrite(SealedColumn read, String changed, Function<Value, byte[]> next) {
    long done = 0;
    Optional<String> last = Optional.empty();
    do {
      List<Value> values = next(read, "id", last.orElse(null));
      for (Value value : values) {
        jdbc.sql("UPDATE %s SET %s = ? WHERE id = ?".formatted(read.table(), changed))
            .params(next.apply(value), UUID.fromString(value.id()))
            .update();
      }
      done += values.size();
      last = last(values);
    } while (last.isPresent());
    return done;
  }

  /** Reads each value of a column. */
  public void read(SealedColumn column, Consumer<Value> read) {
    Optional<String> last = Optional.empty();
    do {
      List<Value> values = next(column, "id", last.orElse(null));
      values.forEach(read);
      last = last(values);
    } while (last.isPresent());
  }

  /** Keeps everybody else out of the tables until the transaction's end; no statement limit. */
  public void holdAlone(List<SealedColumn> columns) {
    jdbc.sql("SET LOCAL statement_timeout = 0").update();
    for (SealedColumn column : columns) {
      jdbc.sql("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(column.table())).update();
    }
  }

  /**
   * Connections of servers and of other commands to this database. A command's pool has several of
   * its own, known by a name that no other process has; a server's name says nothing of whose it
   * is.
   */
  public int othersConnected() {
    return jdbc.sql(
            """
            SELECT count(*)::int FROM pg_stat_activity
             WHERE datname = current_database() AND application_name LIKE 'tongxing%'
               AND pid <> pg_backend_pid()
               AND (application_name = 'tongxing'
                    OR application_name <> current_setting('application_name'))
            """)
        .query(Integer.class)
        .single();
  }

  private List<Value> next(SealedColumn column, String id, @Nullable String after) {
    return jdbc.sql(
            """
            SELECT t.%2$s::text AS id, %6$s AS place, %7$s AS sealed FROM %1$s t %8$s
             WHERE (CAST(:after AS text) IS NULL OR t.%2$s > CAST(:after AS %4$s))
               AND t.%3$s IS NOT NULL
             ORDER BY t.%2$s LIMIT %5$d
            """
                .formatted(
                    column.table(),
                    id,
                    column.column(),
                    type(id),
                    BATCH,
                    place(column, id),
                    (column.ofPersons() ? "k.seal_key || t." : "t.") + column.column(),
                    column.ofPersons()
                        ? "JOIN person k ON k.id = sealed_by(t.%s)".formatted(column.column())
                        : ""))
        .param("after", after)
        .query((row, _) ->
            new Value(row.getString("id"), row.getString("place"), row.getBytes("sealed")))
        .list();
  }

  private static String place(SealedColumn column, String id) {
    return column.isPlacedByIndex()
        ? "encode(t.%s, 'hex')".formatted(column.indexColumn())
        : "t." + id + "::text";
  }

  private static String type(String id) {
    return id.equals("id") ? "uuid" : "text";
  }

  private static Optional<String> last(List<Value> values) {
    return values.size() < BATCH ? Optional.empty() : Optional.of(values.getLast().id());
  }

  /** The data key's id stands behind the version's byte. */
  private static boolean isUnder(byte[] sealed, byte[] key) {
    for (int i = 0; i < key.length; i++) {
      if (sealed[1 + i] != key[i]) {
        return false;
      }
    }
    return true;
  }
}
