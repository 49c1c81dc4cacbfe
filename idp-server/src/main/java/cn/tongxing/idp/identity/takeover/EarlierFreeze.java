package cn.tongxing.idp.identity.takeover;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.store.FreezeRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * A freeze is the word of whoever had the account, and thaws by their factors only. So it ends with
 * them when the account changes hands, and is back with them. In the caller's transaction, which
 * holds the person's row.
 */
@Component
class EarlierFreeze {

  private static final String BY = "take-over";

  private final FreezeRows rows;
  private final Audit audit;

  EarlierFreeze(FreezeRows rows, Audit audit) {
    this.rows = rows;
    this.audit = audit;
  }

  /** Ends the freeze of before, if there is one. */
  void lift(PersonId person, Instant now, RequestOrigin origin) {
    rows.open(person)
        .ifPresent(open -> {
          rows.end(open.id(), "TAKE_OVER", now);
          record(AuditEventType.PERSON_THAWED, person, origin);
        });
  }

  /** Freezes the account again, if a take-over that is undone had ended a freeze. */
  void bringBack(PersonId person, UUID takeOver, Instant now, RequestOrigin origin) {
    if (rows.reopen(person, takeOver, now)) {
      record(AuditEventType.PERSON_FROZEN, person, origin);
    }
  }

  private void record(AuditEventType type, PersonId person, RequestOrigin origin) {
    audit.record(AuditEvent.of(type, origin).person(person).detail("by", BY));
  }
}
