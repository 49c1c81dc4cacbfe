package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.LinkedWays;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.upkeep.Due;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code account_freeze}. At most one of a person is open, and stands in {@code person}. */
@Repository
public class FreezeRows {

  private static final Map<String, String> END_RECENT = new LinkedHashMap<>();

  static {
    END_RECENT.put(
        "phone",
        """
        UPDATE phone_credential c SET ended_at = :at
          FROM frozen_way w
         WHERE w.person = :person AND w.kind = 'PHONE' AND w.recent AND c.id = w.id
        """);
    END_RECENT.put(
        "password",
        """
        DELETE FROM password_credential c USING frozen_way w
         WHERE w.person = :person AND w.kind = 'PASSWORD' AND w.recent AND c.person = w.id
        """);
    END_RECENT.put(
        "passkey",
        """
        DELETE FROM passkey_credential c USING frozen_way w
         WHERE w.person = :person AND w.kind = 'PASSKEY' AND w.recent AND c.id = w.id
        """);
  }

  private final JdbcClient jdbc;

  FreezeRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Who froze. */
  public enum By {
    OWNER,
    HOTLINE,
    COUNTER
  }

  /**
   * A freeze that has not ended.
   *
   * @param settledAt what was added since is not from before (view {@code frozen_way})
   * @param endsAt when it ends by itself; empty if it does not
   */
  public record Freeze(
      UUID id,
      PersonId person,
      By by,
      Instant startedAt,
      Instant settledAt,
      Optional<Instant> endsAt) {}

  /** Begins; the caller holds the person's row and knows that none is open. */
  public void begin(Freeze freeze) {
    jdbc.sql(
            """
            INSERT INTO account_freeze (id, person, frozen_by, started_at, settled_at, ends_at)
            VALUES (:id, :person, :by, :started, :settled, cast(:ends as timestamptz))
            """)
        .param("id", freeze.id())
        .param("person", freeze.person().value())
        .param("by", freeze.by().name())
        .param("started", Times.column(freeze.startedAt()))
        .param("settled", Times.column(freeze.settledAt()))
        .param("ends", freeze.endsAt().map(Times::column).orElse(null))
        .update();
    mark(freeze.person(), true, freeze.startedAt());
  }

  /** Ends. */
  public void end(UUID freeze, String by, Instant at) {
    jdbc.sql(
            """
            UPDATE account_freeze SET ended_at = :at, ended_by = :by
             WHERE id = :id AND ended_at IS NULL RETURNING person
            """)
        .param("id", freeze)
        .param("by", by)
        .param("at", Times.column(at))
        .query(UUID.class)
        .optional()
        .ifPresent(person -> mark(new PersonId(person), false, at));
  }

  /**
   * Opens again what ended because the account changed hands, by a take-over that is undone; false
   * if nothing did. None is open.
   */
  public boolean reopen(PersonId person, UUID takeOver, Instant at) {
    boolean opened =
        jdbc.sql(
                    """
                    UPDATE account_freeze f SET ended_at = NULL, ended_by = NULL
                      FROM take_over t
                     WHERE t.id = :takeOver AND f.person = :person
                       AND f.ended_by = 'TAKE_OVER' AND f.ended_at = t.ended_at
                    """)
                .param("takeOver", takeOver)
                .param("person", person.value())
                .update()
            == 1;
    if (opened) {
      mark(person, true, at);
    }
    return opened;
  }

  private void mark(PersonId person, boolean frozen, Instant at) {
    jdbc.sql("UPDATE person SET frozen = :frozen, updated_at = :at WHERE id = :id")
        .param("id", person.value())
        .param("frozen", frozen)
        .param("at", Times.column(at))
        .update();
  }

  /** The freeze of a person that has not ended. */
  public Optional<Freeze> open(PersonId person) {
    return jdbc.sql(
            """
            SELECT id, person, frozen_by, started_at, settled_at, ends_at FROM account_freeze
             WHERE person = :person AND ended_at IS NULL
            """)
        .param("person", person.value())
        .query((row, _) -> freeze(row))
        .optional();
  }

  /** Who ended the last freeze of a person; empty if there is none, or it has not ended. */
  public Optional<String> lastEnding(PersonId person) {
    return jdbc.sql(
            """
            SELECT ended_by FROM account_freeze WHERE person = :person
             ORDER BY started_at DESC, id DESC LIMIT 1
            """)
        .param("person", person.value())
        .query((row, _) -> Optional.ofNullable(row.getString("ended_by")))
        .optional()
        .flatMap(ending -> ending);
  }

  /**
   * What is there since earlier is from before a freeze that begins now: {@link
   * AccountRule#SETTLED}. Nothing grows old in a freeze, nor in the same time after one that nobody
   * ended but the clock: freezes in a row count from the first.
   */
  public Instant settledAt(PersonId person, Instant now) {
    Instant recent = now.minus(AccountRule.SETTLED);
    return inARow(person, recent).orElse(recent);
  }

  /**
   * What is from before the first of the freezes that another one continues now: the last one was
   * taken over by it, or its time was over no longer ago. Empty if none is continued.
   */
  private Optional<Instant> inARow(PersonId person, Instant since) {
    return jdbc.sql(
            """
            SELECT settled_at FROM account_freeze f
             WHERE person = :person
               AND (ended_by = 'FREEZE' OR ended_by = 'TIME' AND ended_at > :since)
               AND NOT EXISTS (SELECT 1 FROM account_freeze later
                                WHERE later.person = :person AND later.id > f.id)
            """)
        .param("person", person.value())
        .param("since", Times.column(since))
        .query((row, _) -> Objects.requireNonNull(Times.read(row, "settled_at")))
        .optional();
  }

  /** Whether the hotline has ever frozen this account. */
  public boolean hadByHotline(PersonId person) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM account_freeze
             WHERE person = :person AND frozen_by = 'HOTLINE')
            """)
        .param("person", person.value())
        .query(Boolean.class)
        .single();
  }

  /** Whose freeze is to end by itself, the earliest first. */
  public List<Due<PersonId>> due(Instant now, Due.Mark after, int most) {
    return jdbc.sql(
            """
            SELECT person, ends_at AS due_at, id FROM account_freeze
             WHERE ended_at IS NULL AND ends_at <= :now
               AND (ends_at, id) > (:at, :after)
             ORDER BY ends_at, id LIMIT :most
            """)
        .param("now", Times.column(now))
        .param("at", Times.column(after.at()))
        .param("after", after.id())
        .param("most", most)
        .query(DueRows::read)
        .list();
  }

  /** Whether anything is recent of a person who is still frozen. */
  public boolean hasRecent(PersonId person) {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM frozen_way WHERE person = :person AND recent)")
        .param("person", person.value())
        .query(Boolean.class)
        .single();
  }

  /** Ends the links that are recent of a person who is still frozen; which they were. */
  public List<LinkedWays.Ended> endRecentLinks(PersonId person, Instant now) {
    return jdbc.sql(
            """
            DELETE FROM upstream_link c USING frozen_way w
             WHERE w.person = :person AND w.kind = 'LINK' AND w.recent AND c.id = w.id
            RETURNING c.id, c.adapter, c.way
            """)
        .param("person", person.value())
        .query((row, _) ->
            new LinkedWays.Ended(
                row.getObject("id", UUID.class),
                Objects.requireNonNull(row.getString("adapter")),
                Objects.requireNonNull(row.getString("way")),
                now))
        .list();
  }

  /** Ends what else is recent of a person who is still frozen; how many of each kind. */
  public Map<String, Integer> endRecent(PersonId person, Instant now) {
    Map<String, Integer> ended = new LinkedHashMap<>();
    END_RECENT.forEach((kind, statement) ->
        ended.put(
            kind,
            jdbc.sql(statement)
                .param("person", person.value())
                .param("at", Times.column(now))
                .update()));
    return ended;
  }

  private static Freeze freeze(ResultSet row) throws SQLException {
    return new Freeze(
        row.getObject("id", UUID.class),
        new PersonId(row.getObject("person", UUID.class)),
        StoredForm.constant(By.class, row.getString("frozen_by")),
        Objects.requireNonNull(Times.read(row, "started_at")),
        Objects.requireNonNull(Times.read(row, "settled_at")),
        Optional.ofNullable(Times.read(row, "ends_at")));
  }
}
