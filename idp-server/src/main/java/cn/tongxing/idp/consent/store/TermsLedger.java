package cn.tongxing.idp.consent.store;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.consent.Terms;
import cn.tongxing.idp.consent.TermsInForce;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code terms_acceptance}. */
@Repository
class TermsLedger implements Terms {

  private final JdbcClient jdbc;
  private final TermsInForce terms;
  private final Audit audit;
  private final InstantSource clock;

  TermsLedger(JdbcClient jdbc, TermsInForce terms, Audit audit, InstantSource clock) {
    this.jdbc = jdbc;
    this.terms = terms;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void accept(PersonId person, RequestOrigin origin) {
    jdbc.sql(
            """
            INSERT INTO terms_acceptance (person_id, version, accepted_at)
            VALUES (:person, :version, :now)
            """)
        .param("person", person.value())
        .param("version", terms.version())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    audit.record(
        AuditEvent.of(AuditEventType.TERMS_ACCEPTED, origin)
            .person(person)
            .detail("version", terms.version()));
  }

  @Override
  public Optional<Accepted> accepted(PersonId person) {
    return jdbc.sql(
            """
            SELECT version, accepted_at FROM terms_acceptance
             WHERE person_id = :person AND disowned_at IS NULL
             ORDER BY accepted_at DESC LIMIT 1
            """)
        .param("person", person.value())
        .query((row, _) ->
            new Accepted(
                row.getString("version"),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant()))
        .optional();
  }
}
