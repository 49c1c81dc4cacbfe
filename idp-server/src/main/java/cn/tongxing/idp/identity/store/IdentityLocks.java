package cn.tongxing.idp.identity.store;

import java.nio.ByteBuffer;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Advisory locks that let equal proofs pass one after the other: a lock on each blind index, held
 * until the end of the transaction, taken in one order by everyone. The unique constraints stand
 * behind it.
 */
@Repository
public class IdentityLocks {

  private final JdbcClient jdbc;

  IdentityLocks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Waits until this transaction is the only one with any of the indexes. */
  public void take(Collection<byte[]> indexes) {
    Long[] keys =
        indexes.stream()
            .map(index -> ByteBuffer.wrap(index).getLong())
            .sorted()
            .distinct()
            .toArray(Long[]::new);
    jdbc.sql(
            """
            SELECT count(pg_advisory_xact_lock(k))
              FROM (SELECT k FROM unnest(:keys::bigint[]) AS k ORDER BY k) AS sorted
            """)
        .param("keys", keys)
        .query(Long.class)
        .single();
  }
}
