package cn.tongxing.idp.audit.store;

import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.TrailReading.Wanted;
import cn.tongxing.idp.kernel.TimeOrderedId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events by whom, what and when, each with its link. */
public final class LinkedEvents {

  private static final UUID LEAST = new UUID(0, 0);

  private final JdbcClient jdbc;

  public LinkedEvents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The first ones after an event, by id, which is by time. */
  public List<LinkedRow> read(Wanted wanted, Optional<UUID> after, int most) {
    String and =
        wanted.person().map(_ -> "AND person = :person ").orElse("")
            + wanted.signIn().map(_ -> "AND sign_in = :signIn ").orElse("")
            + wanted.type().map(_ -> "AND type = :type").orElse("");
    var query =
        jdbc.sql(
                """
                WITH seen AS (%s WHERE id >= :since AND id < :until AND id > :after %s
                               ORDER BY id LIMIT :most)
                SELECT seen.*, c.position, c.event_id, c.hash, b.hash AS before
                  FROM seen
                  LEFT JOIN audit_chain c ON c.event_id = seen.id
                  LEFT JOIN audit_chain b ON b.position = c.position - 1
                 ORDER BY seen.id
                """
                    .formatted(Rows.EVENT, and))
            .param("since", TimeOrderedId.leastAt(wanted.since()))
            .param("until", TimeOrderedId.leastAt(wanted.until()))
            .param("after", after.orElse(LEAST))
            .param("most", most);
    wanted.person().ifPresent(person -> query.param("person", person.value()));
    wanted.signIn().ifPresent(signIn -> query.param("signIn", signIn.value()));
    wanted.type().map(AuditEventType::code).ifPresent(type -> query.param("type", type));
    return query.query(LinkedEvents::row).list();
  }

  private static LinkedRow row(ResultSet row, int number) throws SQLException {
    EventRow event = Rows.event(row, number);
    long position = row.getLong("position");
    Optional<ChainRow> link =
        row.wasNull()
            ? Optional.empty()
            : Optional.of(new ChainRow(position, event.key(), row.getBytes("hash")));
    return new LinkedRow(event, link, Optional.ofNullable(row.getBytes("before")));
  }
}
