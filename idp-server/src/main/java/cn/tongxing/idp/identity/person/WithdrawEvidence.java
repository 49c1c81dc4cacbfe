package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.EvidenceWithdrawals;
import cn.tongxing.idp.identity.EvidenceWithdrawn;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.phone.StopPhoneChanges;
import cn.tongxing.idp.identity.store.EvidenceRows;
import cn.tongxing.idp.identity.store.NamedAccounts;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class WithdrawEvidence implements EvidenceWithdrawals {

  private final PersonRows persons;
  private final NamedAccounts accounts;
  private final EvidenceRows evidence;
  private final WithdrawCarriersWord carriers;
  private final StopPhoneChanges changes;
  private final Claims claims;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  WithdrawEvidence(
      PersonRows persons,
      NamedAccounts accounts,
      EvidenceRows evidence,
      WithdrawCarriersWord carriers,
      StopPhoneChanges changes,
      Claims claims,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.persons = persons;
    this.accounts = accounts;
    this.evidence = evidence;
    this.carriers = carriers;
    this.changes = changes;
    this.claims = claims;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  @Override
  @Transactional
  public Outcome withdraw(
      PersonId one,
      Method method,
      Optional<String> source,
      Approval approval,
      RequestOrigin origin) {
    PersonId person = accounts.decide(one);
    if (persons.status(person).isEmpty()) {
      return Outcome.UNKNOWN;
    }
    Instant now = clock.instant();
    int pieces = evidence.withdraw(person, method, source, approval, now);
    boolean word = carriers.withdraw(person, method, source, origin);
    boolean waited = changes.withdrawn(person, method, source, now, origin);
    if (pieces == 0 && !word && !waited) {
      return Outcome.NOTHING;
    }
    claims.withdraw(person);
    persons.touch(person, now);
    AuditEvent event =
        NamedAccounts.told(AuditEvent.of(AuditEventType.EVIDENCE_WITHDRAWN, origin), one, person)
            .person(person)
            .detail("method", method.name())
            .detail("count", Integer.toString(pieces))
            .detail("reason", approval.reason().code())
            .detail("operator", approval.operator())
            .detail("second", approval.second());
    audit.record(source.map(each -> event.detail("source", each)).orElse(event));
    events.publishEvent(new EvidenceWithdrawn(person, origin));
    return Outcome.WITHDRAWN;
  }
}
