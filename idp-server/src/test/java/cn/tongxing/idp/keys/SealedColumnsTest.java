package cn.tongxing.idp.keys;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nothing sealed is forgotten when data keys change. */
@Clause("issue 6 item 8: reseal")
class SealedColumnsTest {

  /** Hashes, ids of others, public keys, and the private key, which has data keys of its own. */
  private static final Set<String> NOT_SEALED =
      Set.of(
          "key_check.sealed",
          "known_place.place",
          "login_failures.subject",
          "data_key.wrapped",
          "signing_key.public_key",
          "signing_key.private_key");

  @Test
  void everyColumnOfBytesIsSealedAndListedOrKnownNotToBe() {
    var server = RunningServer.shared();
    var listed = new TreeSet<String>();
    for (SealedColumns columns : server.beans(SealedColumns.class)) {
      columns.columns().forEach(each -> listed.add(each.table() + "." + each.column()));
    }
    var unknown = new TreeSet<String>();
    server
        .bean(JdbcClient.class)
        .sql(
            """
            SELECT c.relname || '.' || a.attname
              FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
             WHERE a.atttypid = 'bytea'::regtype AND c.relkind IN ('r', 'p') AND NOT c.relispartition
               AND c.relnamespace = 'public'::regnamespace AND NOT a.attisdropped
            """)
        .query(String.class)
        .list()
        .stream()
        .filter(column -> !NOT_SEALED.contains(column) && !isHash(column))
        .forEach(unknown::add);

    assertThat(listed).containsAll(unknown);
    assertThat(unknown).containsAll(listed);
  }

  private static boolean isHash(String column) {
    return column.endsWith("_hash")
        || column.endsWith("hash")
        || column.endsWith("_index")
        || column.endsWith(".key")
        || column.startsWith("passkey_") && !column.endsWith(".name");
  }
}
