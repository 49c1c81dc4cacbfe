package cn.tongxing.idp.audit;

import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened. Holds no personal data: persons by id, reasons by code.
 *
 * @param details by name, sorted, short codes and ids only
 */
public record AuditEvent(
    AuditEventType type,
    RequestOrigin origin,
    @Nullable PersonId person,
    @Nullable ClientId client,
    @Nullable SessionId session,
    @Nullable GrantId grant,
    @Nullable SignInId signIn,
    Map<String, String> details) {

  public AuditEvent {
    details = java.util.Collections.unmodifiableMap(new TreeMap<>(details));
  }

  /** An event about nobody and nothing yet. */
  public static AuditEvent of(AuditEventType type, RequestOrigin origin) {
    return new AuditEvent(type, origin, null, null, null, null, null, Map.of());
  }

  public AuditEvent person(PersonId value) {
    return new AuditEvent(type, origin, value, client, session, grant, signIn, details);
  }

  public AuditEvent client(ClientId value) {
    return new AuditEvent(type, origin, person, value, session, grant, signIn, details);
  }

  public AuditEvent session(SessionId value) {
    return new AuditEvent(type, origin, person, client, value, grant, signIn, details);
  }

  public AuditEvent grant(GrantId value) {
    return new AuditEvent(type, origin, person, client, session, value, signIn, details);
  }

  public AuditEvent signIn(SignInId value) {
    return new AuditEvent(type, origin, person, client, session, grant, value, details);
  }

  public AuditEvent detail(String name, String value) {
    Map<String, String> more = new TreeMap<>(details);
    more.put(name, value);
    return new AuditEvent(type, origin, person, client, session, grant, signIn, more);
  }
}
