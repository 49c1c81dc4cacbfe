package cn.tongxing.idp.keys.store;

import cn.tongxing.idp.kernel.OfLaterVersion;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.SigningAlgorithm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tables {@code signing_key} and {@code signing_key_version}. */
public final class SigningKeyRows {

  private final JdbcClient jdbc;

  public SigningKeyRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How often the keys have changed. */
  public long version() {
    return jdbc.sql("SELECT version FROM signing_key_version").query(Long.class).single();
  }

  /** Tells the other nodes, when the caller's transaction commits. */
  public void bumpVersion() {
    jdbc.sql("UPDATE signing_key_version SET version = version + 1").update();
  }

  /**
   * What is kept.
   *
   * @param keys that are understood here, oldest first
   * @param ofLaterVersion the names of those that a later version of the server made: none of this
   *     one's business, and no reason to stay with yesterday's keys
   */
  public record Kept(List<SigningKeyRow> keys, Set<String> ofLaterVersion) {}

  /** All keys there ever were. */
  public Kept kept() {
    var keys = new ArrayList<SigningKeyRow>();
    var later = new HashSet<String>();
    jdbc.sql(
            """
            SELECT kid, algorithm, state, public_key, private_key,
                   created_at, activated_at, retiring_until
            FROM signing_key ORDER BY created_at, kid
            """)
        .query(row -> {
          try {
            keys.add(read(row));
          } catch (OfLaterVersion notKnownHere) {
            later.add(row.getString("kid"));
          }
        });
    return new Kept(List.copyOf(keys), Set.copyOf(later));
  }

  /** Those that are understood here, oldest first. */
  public List<SigningKeyRow> all() {
    return kept().keys();
  }

  /** Adds a key. */
  public void insert(SigningKeyRow key) {
    jdbc.sql(
            """
            INSERT INTO signing_key (kid, algorithm, state, public_key, private_key,
                                     created_at, activated_at, retiring_until)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(1, key.kid())
        .param(2, key.algorithm().name())
        .param(3, key.state().stored())
        .param(4, key.publicKey())
        .param(5, key.privateKey())
        .param(6, utc(key.createdAt()))
        .param(7, utcOrNull(key.activatedAt()))
        .param(8, utcOrNull(key.retiringUntil()))
        .update();
  }

  /** The next key takes over. False if there is none. */
  public boolean activateNext(SigningAlgorithm algorithm, Instant now) {
    return jdbc.sql(
                """
                UPDATE signing_key SET state = 'active', activated_at = ?
                WHERE algorithm = ? AND state = 'next'
                """)
            .params(utc(now), algorithm.name())
            .update()
        == 1;
  }

  /** The active key stops signing and verifies until the given time. */
  public void retireActive(SigningAlgorithm algorithm, Instant until) {
    jdbc.sql(
            """
            UPDATE signing_key SET state = 'retiring', retiring_until = ?
            WHERE algorithm = ? AND state = 'active'
            """)
        .params(utc(until), algorithm.name())
        .update();
  }

  /** Erases the retiring keys whose time is over; how many there were. */
  public int expireRetiring(Instant now) {
    return jdbc.sql(
            """
            UPDATE signing_key SET state = 'gone', private_key = NULL, gone_at = ?
            WHERE state = 'retiring' AND retiring_until <= ?
            """)
        .params(utc(now), utc(now))
        .update();
  }

  /** Erases one key at once. False if it is unknown or gone already. */
  public boolean withdraw(String kid, Instant now) {
    return jdbc.sql(
                """
                UPDATE signing_key SET state = 'gone', private_key = NULL, gone_at = ?
                WHERE kid = ? AND state <> 'gone'
                """)
            .params(utc(now), kid)
            .update()
        == 1;
  }

  private static SigningKeyRow read(ResultSet row) throws SQLException {
    return new SigningKeyRow(
        row.getString("kid"),
        StoredForm.constant(SigningAlgorithm.class, row.getString("algorithm")),
        SigningKeyState.of(row.getString("state")),
        row.getBytes("public_key"),
        row.getBytes("private_key"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "activated_at"),
        instant(row, "retiring_until"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant time) {
    return time == null ? null : utc(time);
  }
}
