package cn.tongxing.idp.protocol.grant.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Old months of table {@code authorization_grant}. */
@Repository
public class GrantPartitions {

  private static final int LONGEST_READ_MINUTES = 10;

  private final JdbcClient jdbc;
  private final JdbcTemplate connections;
  private final TransactionOperations transactions;

  GrantPartitions(JdbcClient jdbc, DataSource database, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.connections = new JdbcTemplate(database);
    this.transactions = transactions;
  }

  /**
   * Drops the months that ended before a time and hold no grant that was still good then; gives
   * their names. Gives way to whoever uses the table: what cannot be had in a moment is left for
   * the next time.
   */
  public List<String> drop(Instant before) {
    return endedBefore(before).stream().filter(name -> dropUnused(name, before)).toList();
  }

  private List<String> endedBefore(Instant before) {
    return jdbc.sql(
            """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
             where i.inhparent = 'authorization_grant'::regclass
               and c.relname ~ '^authorization_grant_\\d{4}_\\d{2}$'
               and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month'
                   <= cast(:before as timestamptz) at time zone 'UTC'
             order by c.relname
            """)
        .param("before", at(before))
        .query((row, number) -> row.getString("relname"))
        .list();
  }

  /**
   * The name is one that the pattern above let through. Its rows are all read, which takes longer
   * than a request may, and holds up nobody: only who waits for a lock may not wait long.
   */
  private boolean dropUnused(String partition, Instant before) {
    return Boolean.TRUE.equals(
        transactions.execute(_ -> {
          jdbc.sql("set local lock_timeout = '500ms'").update();
          mayReadLong();
          boolean used =
              jdbc.sql("select exists (select 1 from " + partition + " where expires_at > :before)")
                  .param("before", at(before))
                  .query(Boolean.class)
                  .single();
          if (!used) {
            jdbc.sql("drop table if exists " + partition).update();
          }
          return !used;
        }));
  }

  /** For the rest of the transaction, at the database and at this end of the line. */
  private void mayReadLong() {
    jdbc.sql("set local statement_timeout = '" + LONGEST_READ_MINUTES + "min'").update();
    connections.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              connection.setNetworkTimeout(Runnable::run, 60_000 * (LONGEST_READ_MINUTES + 1));
              return true;
            });
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
