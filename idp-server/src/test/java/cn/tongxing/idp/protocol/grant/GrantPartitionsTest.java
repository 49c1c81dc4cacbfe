package cn.tongxing.idp.protocol.grant;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.protocol.ProtocolNode;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.upkeep.Upkeep;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Months of grants, dropped when nobody can need them. */
@Clause("F29")
class GrantPartitionsTest {

  @TempDir Path folder;

  @Test
  void monthsAreDroppedWhenTheirLastGrantHasLongExpired() {
    try (var node = ProtocolNode.start(folder)) {
      at(node, "2031-01-10T00:00:00Z");
      tidy(node); // makes January to April
      grant(node, Instant.parse("2031-01-15T00:00:00Z"), Instant.parse("2031-02-01T00:00:00Z"));
      grant(node, Instant.parse("2031-02-15T00:00:00Z"), Instant.parse("2031-06-01T00:00:00Z"));

      at(node, "2031-05-03T00:00:00Z"); // 92 days before: January 31st
      tidy(node);
      assertThat(months(node)).contains("2031_01", "2031_02", "2031_03");

      at(node, "2031-08-01T00:00:00Z"); // 92 days before: May 1st; a grant of February lived on
      tidy(node);
      tidy(node);
      assertThat(months(node)).contains("2031_02", "2031_08").doesNotContain("2031_01", "2031_03");

      at(node, "2031-09-02T00:00:00Z");
      tidy(node);
      assertThat(months(node)).doesNotContain("2031_02");
      assertThat(
              node.jdbc()
                  .sql("select count(*) from authorization_grant")
                  .query(Long.class)
                  .single())
          .isZero();
    }
  }

  private static void tidy(ProtocolNode node) {
    assertThat(node.get(Upkeep.class).runAll()).isEmpty();
  }

  private static void at(ProtocolNode node, String time) {
    node.clock()
        .advance(
            java.time.Duration.of(
                node.clock().instant().until(Instant.parse(time), ChronoUnit.SECONDS),
                ChronoUnit.SECONDS));
  }

  private static void grant(ProtocolNode node, Instant created, Instant expires) {
    node.jdbc()
        .sql(
            """
            insert into authorization_grant
              (id, origin, code_hash, client_id, person_id, session_id, scopes, userinfo_claims, resources,
               acr, amr, auth_time, shown, created_at, expires_at)
            values (uuid_v7_floor(:created), 'CODE', '\\x00', 'c', uuidv7(), uuidv7(), '{}', '{}', '{}', 'a', '{}',
               :created, '{}', :created, :expires)
            """)
        .param("created", created.atOffset(java.time.ZoneOffset.UTC))
        .param("expires", expires.atOffset(java.time.ZoneOffset.UTC))
        .update();
  }

  private static List<String> months(ProtocolNode node) {
    return node.jdbc()
        .sql(
            """
            select right(c.relname, 7) from pg_inherits i join pg_class c on c.oid = i.inhrelid
             where i.inhparent = 'authorization_grant'::regclass
            """)
        .query(String.class)
        .list();
  }
}
