package cn.tongxing.idp.consent.store;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.consent.ConsentWithdrawn;
import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.TimeOrderedId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Table {@code consent}. */
@Repository
class ConsentLedger implements Consents {

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;
  private final SecureRandom random;

  ConsentLedger(
      JdbcClient jdbc,
      TransactionOperations transactions,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock,
      SecureRandom random) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Agreed agreed(PersonId person, ClientId client) {
    return new Agreed(
        jdbc
            .sql(
                """
                SELECT scope, id FROM consent
                 WHERE person_id = :person AND client_id = :client AND withdrawn_at IS NULL
                """)
            .param("person", person.value())
            .param("client", client.value())
            .query((row, _) -> Map.entry(row.getString("scope"), row.getObject("id", UUID.class)))
            .list()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Override
  public boolean hold(Set<UUID> agreements) {
    return jdbc.sql(
                """
                SELECT id FROM consent
                 WHERE id = ANY (cast(:ids AS uuid[])) AND withdrawn_at IS NULL
                 ORDER BY id FOR SHARE
                """)
            .param("ids", agreements.stream().map(UUID::toString).toArray(String[]::new))
            .query(UUID.class)
            .list()
            .size()
        == agreements.size();
  }

  @Override
  public List<Agreement> agreements(PersonId person) {
    return jdbc.sql(
            """
            SELECT client_id, array_agg(scope) AS scopes, min(agreed_at) AS since FROM consent
             WHERE person_id = :person AND withdrawn_at IS NULL
             GROUP BY client_id ORDER BY since DESC, client_id
            """)
        .param("person", person.value())
        .query((row, number) ->
            new Agreement(
                new ClientId(row.getString("client_id")),
                Set.of((String[]) row.getArray("scopes").getArray()),
                row.getObject("since", OffsetDateTime.class).toInstant()))
        .list();
  }

  @Override
  public void agree(
      PersonId person,
      ClientId client,
      Set<String> scopes,
      String textVersion,
      RequestOrigin origin) {
    transactions.executeWithoutResult(status -> {
      var added = new TreeSet<>(insert(person, client, new TreeSet<>(scopes), textVersion));
      if (!added.isEmpty()) {
        audit.record(
            AuditEvent.of(AuditEventType.CONSENT_GIVEN, origin)
                .person(person)
                .client(client)
                .detail("scopes", String.join(" ", added))
                .detail("text_version", textVersion));
      }
    });
  }

  /** Those that were not agreed to already. */
  private Set<String> insert(
      PersonId person, ClientId client, SortedSet<String> scopes, String textVersion) {
    var now = clock.instant();
    return Set.copyOf(
        jdbc.sql(
                """
                INSERT INTO consent (id, person_id, client_id, scope, text_version, agreed_at)
                SELECT agreed.id, :person, :client, agreed.scope, :version, :now
                  FROM unnest(cast(:ids AS uuid[]), cast(:scopes AS text[])) AS agreed (id, scope)
                ON CONFLICT (person_id, client_id, scope) WHERE withdrawn_at IS NULL DO NOTHING
                RETURNING scope
                """)
            .param("ids", scopes.stream().map(_ -> id(now)).toArray(String[]::new))
            .param("scopes", scopes.toArray(String[]::new))
            .param("person", person.value())
            .param("client", client.value())
            .param("version", textVersion)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .query(String.class)
            .list());
  }

  private String id(Instant now) {
    return TimeOrderedId.at(now, random).toString();
  }

  @Override
  public void withdraw(PersonId person, ClientId client, RequestOrigin origin) {
    transactions.executeWithoutResult(status -> {
      int withdrawn =
          jdbc.sql(
                  """
                  UPDATE consent SET withdrawn_at = :now
                   WHERE id = ANY (ARRAY(
                           SELECT id FROM consent
                            WHERE person_id = :person AND client_id = :client
                              AND withdrawn_at IS NULL
                            ORDER BY id FOR UPDATE))
                     AND withdrawn_at IS NULL
                  """)
              .param("now", clock.instant().atOffset(ZoneOffset.UTC))
              .param("person", person.value())
              .param("client", client.value())
              .update();
      if (withdrawn > 0) {
        audit.record(withdrawn(person, client, origin));
        events.publishEvent(new ConsentWithdrawn(person, client, origin));
      }
    });
  }

  @Override
  public void disown(PersonId person, String reason, RequestOrigin origin) {
    jdbc.sql(
            """
            UPDATE terms_acceptance SET disowned_at = :now
             WHERE person_id = :person AND disowned_at IS NULL
            """)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("person", person.value())
        .update();
    jdbc
        .sql(
            """
            UPDATE consent SET withdrawn_at = :now
             WHERE id = ANY (ARRAY(
                     SELECT id FROM consent
                      WHERE person_id = :person AND withdrawn_at IS NULL
                      ORDER BY id FOR UPDATE))
               AND withdrawn_at IS NULL
            RETURNING client_id
            """)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("person", person.value())
        .query(String.class)
        .list()
        .stream()
        .distinct()
        .map(client -> withdrawn(person, new ClientId(client), origin))
        .forEach(event -> audit.record(event.detail("reason", reason)));
  }

  private static AuditEvent withdrawn(PersonId person, ClientId client, RequestOrigin origin) {
    return AuditEvent.of(AuditEventType.CONSENT_WITHDRAWN, origin).person(person).client(client);
  }
}
