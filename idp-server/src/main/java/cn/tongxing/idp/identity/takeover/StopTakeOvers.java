package cn.tongxing.idp.identity.takeover;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.TakeOverEnded;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.TakeOverRows;
import cn.tongxing.idp.identity.store.TakeOverRows.Basis;
import cn.tongxing.idp.identity.store.TakeOverRows.Ending;
import cn.tongxing.idp.identity.store.TakeOverRows.TakeOver;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * A take-over that waits comes to nothing, and both sides hear of it. In the caller's transaction,
 * which holds the person's row, before the phones of the account end.
 */
@Component
public class StopTakeOvers {

  private final TakeOverRows rows;
  private final PhoneRows phones;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  StopTakeOvers(
      TakeOverRows rows,
      PhoneRows phones,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.rows = rows;
    this.phones = phones;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /** The account becomes part of another. */
  public void merged(PersonId gone, RequestOrigin origin) {
    rows.waiting(gone).ifPresent(waiting -> end(waiting, Ending.MERGED, origin));
  }

  /** The account is erased. */
  public void erased(PersonId person, RequestOrigin origin) {
    rows.waiting(person).ifPresent(waiting -> end(waiting, Ending.ERASED, origin));
  }

  /** The carriers' word is withdrawn; whether anything waited on it, which waits no longer. */
  public boolean withdrawn(PersonId person, RequestOrigin origin) {
    Optional<TakeOver> resting =
        rows.waiting(person).filter(waiting -> waiting.basis() == Basis.CARRIERS);
    resting.ifPresent(waiting -> end(waiting, Ending.WITHDRAWN, origin));
    return resting.isPresent();
  }

  /**
   * Somebody takes the account over at once.
   *
   * @param phone theirs: what waits for the same phone comes true, and nobody is told otherwise
   */
  void overtaken(PersonId person, Optional<PhoneNumber> phone, RequestOrigin origin) {
    rows.waiting(person)
        .ifPresent(waiting -> {
          if (waiting.phone().equals(phone)) {
            rows.end(waiting.id(), Ending.RESTS_ON_MORE, clock.instant());
          } else {
            end(waiting, Ending.RESTS_ON_MORE, origin);
          }
        });
  }

  void end(TakeOver it, Ending ending, RequestOrigin origin) {
    rows.end(it.id(), ending, clock.instant());
    audit.record(
        AuditEvent.of(AuditEventType.TAKE_OVER_STOPPED, origin)
            .person(it.person())
            .detail("takeover", it.id().toString())
            .detail("by", ending.name()));
    events.publishEvent(
        new TakeOverEnded(it.person(), phones.of(it.person()), it.phone().orElseThrow()));
  }
}
