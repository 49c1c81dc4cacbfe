package cn.tongxing.idp.audit.store;

import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.TrailReading.Wanted;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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
    return wanted.signIn().isPresent() && wanted.person().isEmpty()
        ? new SignInEvents(this, wanted, wanted.signIn().get()).read(after, most)
        : of(wanted, wanted.person().stream().toList(), after, most);
  }

  /**
   * Found by the person, or by the kind, or by the time alone.
   *
   * @param people whose; of nobody in particular if empty
   */
  List<LinkedRow> of(Wanted wanted, List<PersonId> people, Optional<UUID> after, int most) {
    String and =
        (people.isEmpty() ? "" : "AND person IN (:people) ")
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
    if (!people.isEmpty()) {
      query.param("people", people.stream().map(PersonId::value).toList());
    }
    wanted.signIn().ifPresent(signIn -> query.param("signIn", signIn.value()));
    wanted.type().map(AuditEventType::code).ifPresent(type -> query.param("type", type));
    return query.query(LinkedEvents::row).list();
  }

  /** Whom a sign-in was about in a part of time. */
  List<PersonId> people(SignInId signIn, Instant since, Instant until) {
    return jdbc.sql(
            """
            SELECT DISTINCT person FROM audit_event
             WHERE id >= :since AND id < :until AND sign_in = :signIn AND person IS NOT NULL
            """)
        .param("since", TimeOrderedId.leastAt(since))
        .param("until", TimeOrderedId.leastAt(until))
        .param("signIn", signIn.value())
        .query((row, _) -> new PersonId(row.getObject("person", UUID.class)))
        .list();
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
