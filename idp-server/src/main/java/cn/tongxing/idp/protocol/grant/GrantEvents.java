package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;

/** Audit events about a grant: whose it is, and of which session, if there is one. */
final class GrantEvents {

  private GrantEvents() {}

  static AuditEvent about(AuditEventType type, Grant grant, RequestOrigin origin) {
    AuditEvent event =
        AuditEvent.of(type, origin).person(grant.person()).client(grant.client()).grant(grant.id());
    return grant.session().map(event::session).orElse(event);
  }
}
