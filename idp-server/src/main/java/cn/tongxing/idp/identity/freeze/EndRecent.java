package cn.tongxing.idp.identity.freeze;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.store.EndedLinkRows;
import cn.tongxing.idp.identity.store.FreezeRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Ends what somebody may have added to an account before its owner stopped them. */
@Component
class EndRecent {

  private final FreezeRows rows;
  private final EndedLinkRows memory;
  private final Audit audit;
  private final InstantSource clock;

  EndRecent(FreezeRows rows, EndedLinkRows memory, Audit audit, InstantSource clock) {
    this.rows = rows;
    this.memory = memory;
    this.audit = audit;
    this.clock = clock;
  }

  /** Whether there is anything to end; while the account is still frozen. */
  boolean isThere(PersonId person) {
    return rows.hasRecent(person);
  }

  /** What is not from before ({@code frozen_way}); while the account is still frozen. */
  void of(PersonId person, RequestOrigin origin) {
    rows.endRecent(person, clock.instant())
        .forEach((kind, count) -> {
          if (count > 0) {
            audit.record(removed(person, kind, origin).detail("count", Integer.toString(count)));
          }
        });
    rows.endRecentLinks(person, clock.instant())
        .forEach(link -> {
          memory.remember(person, link); // of several of one upstream, one
          audit.record(removed(person, "link", origin).detail("way", link.way()));
        });
  }

  private static AuditEvent removed(PersonId person, String kind, RequestOrigin origin) {
    return AuditEvent.of(AuditEventType.CREDENTIAL_REMOVED, origin)
        .person(person)
        .detail("kind", kind)
        .detail("reason", "added-before-freeze");
  }
}
