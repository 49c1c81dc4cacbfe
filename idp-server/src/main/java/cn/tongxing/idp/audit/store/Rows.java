package cn.tongxing.idp.audit.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Reads the trail's rows. */
final class Rows {

  // Not "AS xact": ORDER BY would then sort by the text, where 1000 comes before 999.
  static final String EVENT =
      """
      SELECT id, xact::text AS xact_text, occurred_at, type, address, user_agent,
             person, client, session, grant_id, sign_in, details
      FROM audit_event
      """;

  static final String LINK =
      "SELECT position, event_id, xact::text AS xact_text, hash FROM audit_chain ";

  static final String CHECKPOINT = "SELECT position, signed_at, jws FROM audit_checkpoint ";

  private Rows() {}

  static EventRow event(ResultSet row, int number) throws SQLException {
    return new EventRow(
        key(row, "id"),
        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
        row.getString("type"),
        row.getString("address"),
        row.getString("user_agent"),
        row.getObject("person", UUID.class),
        row.getString("client"),
        row.getObject("session", UUID.class),
        row.getObject("grant_id", UUID.class),
        row.getObject("sign_in", UUID.class),
        row.getString("details"));
  }

  static ChainRow link(ResultSet row, int number) throws SQLException {
    return new ChainRow(row.getLong("position"), key(row, "event_id"), row.getBytes("hash"));
  }

  static CheckpointRow checkpoint(ResultSet row, int number) throws SQLException {
    return new CheckpointRow(
        row.getLong("position"),
        row.getObject("signed_at", OffsetDateTime.class).toInstant(),
        row.getString("jws"));
  }

  private static EventKey key(ResultSet row, String id) throws SQLException {
    return new EventKey(
        Long.parseUnsignedLong(row.getString("xact_text")), row.getObject(id, UUID.class));
  }
}
