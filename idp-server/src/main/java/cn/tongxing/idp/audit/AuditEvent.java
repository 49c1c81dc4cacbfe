package cn.tongxing.idp.audit;

import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import java.util.Map;
import java.util.Optional;
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

  /** An event about nobody yet, and about nothing but the session and sign-in whose doing it is. */
  public static AuditEvent of(AuditEventType type, RequestOrigin origin) {
    return new AuditEvent(
        type,
        origin,
        null,
        null,
        origin.within().flatMap(RequestOrigin.Within::session).orElse(null),
        null,
        origin.within().map(RequestOrigin.Within::signIn).orElse(null),
        Map.of());
  }

  public AuditEvent person(PersonId value) {
    return new AuditEvent(type, origin, value, client, session, grant, signIn, details);
  }

  public AuditEvent client(ClientId value) {
    return new AuditEvent(type, origin, person, value, session, grant, signIn, details);
  }

  /** About a session; of another than it was done in, the sign-in of the doer is none. */
  public AuditEvent session(SessionId value) {
    boolean anothers =
        origin
            .within()
            .filter(each -> each.signIn().equals(signIn))
            .filter(each -> !each.session().equals(Optional.of(value)))
            .isPresent();
    return new AuditEvent(
        type, origin, person, client, value, grant, anothers ? null : signIn, details);
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
