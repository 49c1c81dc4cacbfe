package cn.tongxing.idp.keys.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tables {@code data_key} and {@code key_check}. */
public final class DataKeyRows {

  private final JdbcClient jdbc;

  public DataKeyRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The sealed constant, once there is one. */
  public Optional<byte[]> check() {
    return jdbc.sql("SELECT sealed FROM key_check").query(byte[].class).optional();
  }

  /** Stores the sealed constant. */
  public void insertCheck(byte[] sealed, Instant at) {
    jdbc.sql("INSERT INTO key_check (sealed, created_at) VALUES (?, ?)")
        .params(sealed, at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** All keys, oldest first. */
  public List<DataKeyRow> all() {
    return jdbc.sql("SELECT id, purpose, wrapped, state, created_at FROM data_key ORDER BY id")
        .query((row, number) -> read(row))
        .list();
  }

  /** Adds a key. */
  public void insert(DataKeyRow key) {
    jdbc.sql(
            """
            INSERT INTO data_key (id, purpose, wrapped, state, created_at)
            VALUES (?, ?, ?, ?, ?)
            """)
        .params(
            key.id(),
            key.purpose(),
            key.wrapped(),
            key.active() ? "active" : "opening",
            key.createdAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Which keys there are, and which of them are active. */
  public String version() {
    return jdbc.sql("SELECT coalesce(string_agg(id || state, ',' ORDER BY id), '') FROM data_key")
        .query(String.class)
        .single();
  }

  /** The active key of a purpose only opens from now on. */
  public void demote(String purpose) {
    jdbc.sql("UPDATE data_key SET state = 'opening' WHERE purpose = ? AND state = 'active'")
        .param(purpose)
        .update();
  }

  /** Wrapped under another key-encryption key. */
  public void rewrap(int id, byte[] wrapped) {
    jdbc.sql("UPDATE data_key SET wrapped = ? WHERE id = ?").params(wrapped, id).update();
  }

  /** The constant, sealed under another key-encryption key. */
  public void replaceCheck(byte[] sealed, Instant at) {
    jdbc.sql("UPDATE key_check SET sealed = ?, created_at = ?")
        .params(sealed, at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Takes a key away that is not active. */
  public void delete(int id) {
    jdbc.sql("DELETE FROM data_key WHERE id = ? AND state = 'opening'").param(id).update();
  }

  private static DataKeyRow read(ResultSet row) throws SQLException {
    return new DataKeyRow(
        row.getInt("id"),
        row.getString("purpose"),
        row.getBytes("wrapped"),
        row.getString("state").equals("active"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
