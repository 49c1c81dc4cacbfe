package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.SettledWays.Ways;
import cn.tongxing.idp.identity.assurance.CountedEvidence;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.StoredForm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** View {@code added_way}: since when each way is there; and what sign-ins proved. */
@Repository
public class WayRows {

  private final JdbcClient jdbc;

  WayRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The kinds of ways of an account.
   *
   * @param settled what is there since earlier is from before
   * @param since what was last shown before that moment is not what was shown lately
   */
  public Ways of(PersonId person, Instant settled, Instant since) {
    Set<Own> before = EnumSet.noneOf(Own.class);
    Set<Own> had = EnumSet.noneOf(Own.class);
    Set<Own> young = EnumSet.noneOf(Own.class);
    Set<UUID> passkeys = new HashSet<>();
    jdbc.sql(
            """
            SELECT kind, bool_or(before) AS settled, bool_or(kind_since < :settled) AS had,
                   NOT bool_or(before) OR bool_or(NOT before AND shown_at >= :since) AS young,
                   coalesce(array_agg(id) FILTER (WHERE before AND kind = 'PASSKEY'), '{}')
                     AS passkeys
              FROM (SELECT kind, id, shown_at, kind_since, since < :settled AS before
                      FROM added_way WHERE person = :person) w
             GROUP BY kind
            """)
        .param("person", person.value())
        .param("settled", Times.column(settled))
        .param("since", Times.column(since))
        .query(row -> {
          Own kind = FrozenRows.kind(row.getString("kind"));
          if (row.getBoolean("settled")) {
            before.add(kind);
          }
          if (row.getBoolean("had")) {
            had.add(kind);
          }
          if (row.getBoolean("young")) {
            young.add(kind);
          }
          passkeys.addAll(List.of((UUID[]) row.getArray("passkeys").getArray()));
        });
    return new Ways(before, had, young, passkeys);
  }

  /**
   * Since when each kind of the account counts as far as its ways are known; what came with the
   * account counts from the first moment on, and so is of long ago. Of several phones the youngest
   * decides, since nobody knows which was shown.
   */
  public Map<Own, Instant> since(PersonId person) {
    Map<Own, Instant> since = new EnumMap<>(Own.class);
    jdbc.sql(
            """
            SELECT kind, greatest(CASE kind WHEN 'PHONE' THEN max(since) ELSE min(since) END,
                                  'epoch'::timestamptz) AS since
              FROM added_way WHERE person = :person GROUP BY kind
            """)
        .param("person", person.value())
        .query(row -> {
          since.put(
              FrozenRows.kind(row.getString("kind")),
              Objects.requireNonNull(Times.read(row, "since")));
        });
    return since;
  }

  /**
   * Whether the account has a password, a passkey or a link besides this passkey or link, which
   * goes with its other names.
   */
  public boolean hasBesides(PersonId person, UUID one) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM password_credential WHERE person = :person)
                OR EXISTS (SELECT 1 FROM passkey_credential WHERE person = :person AND id <> :one)
                OR EXISTS (SELECT 1 FROM upstream_link l
                            WHERE l.person = :person
                              AND NOT EXISTS (SELECT 1 FROM upstream_link o
                                               WHERE o.id = :one AND o.person = l.person
                                                 AND o.adapter = l.adapter
                                                 AND o.linked_at = l.linked_at))
            """)
        .param("person", person.value())
        .param("one", one)
        .query(Boolean.class)
        .single();
  }

  /**
   * What a person was proven by in these sign-ins, and was not withdrawn.
   *
   * @param since without what is from before: a sign-in may go on long after one of its steps
   */
  public List<CountedEvidence> evidence(PersonId person, Set<SignInId> signIns, Instant since) {
    return jdbc.sql(
            """
            SELECT method, source, asserted_level, original_channel, possession, established_at,
                   expires_at, channel
              FROM evidence e
             WHERE person = :person AND sign_in = ANY(:signIns)
               AND coalesce(shown_at, recorded_at) >= :since
               AND NOT EXISTS (SELECT 1 FROM evidence_status w WHERE w.evidence = e.id)
            """)
        .param("person", person.value())
        .param("signIns", signIns.stream().map(SignInId::value).toArray(UUID[]::new))
        .param("since", Times.column(since))
        .query((row, _) -> evidence(row))
        .list();
  }

  /** When the person was made, if their first evidence is of this sign-in. */
  public Optional<Instant> openedIn(PersonId person, SignInId signIn) {
    return jdbc.sql(
            """
            SELECT p.created_at FROM person p
             WHERE p.id = :person
               AND EXISTS (SELECT 1 FROM evidence e
                            WHERE e.person = p.id AND e.sign_in = :signIn
                              AND e.recorded_at = p.created_at)
            """)
        .param("person", person.value())
        .param("signIn", signIn.value())
        .query((row, _) -> Objects.requireNonNull(Times.read(row, "created_at")))
        .optional();
  }

  private static CountedEvidence evidence(ResultSet row) throws SQLException {
    return new CountedEvidence(
        StoredForm.constant(Method.class, row.getString("method")),
        row.getString("source"),
        Optional.ofNullable(row.getString("asserted_level")),
        Optional.ofNullable(row.getString("original_channel")),
        row.getBoolean("possession"),
        Objects.requireNonNull(Times.read(row, "established_at")),
        Optional.ofNullable(Times.read(row, "expires_at")),
        StoredForm.constant(AnswerChannel.class, row.getString("channel")));
  }
}
