package cn.tongxing.idp.proofing;

import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.proofing.limits.Limits;
import java.util.Locale;

/**
 * Who proves something, as far as a request tells.
 *
 * @param browser keyed hash of the browser's cookie
 * @param mark keyed hash of the long-lived mark of a browser that has signed somebody in; empty
 *     without one
 * @param locale language of what is said and sent
 */
public record Prover(
    RequestOrigin origin, byte[] browser, byte[] mark, boolean onPhone, Locale locale) {

  /** As the limits count. */
  public Limits.Source source() {
    return new Limits.Source(place(), browser);
  }

  /** Where, as far as persons may have signed in there before. */
  public Place place() {
    return new Place(origin, mark);
  }

  /** What happens in a proving by one of its ways. */
  public AuditEvent event(AuditEventType type, Proving proving, String way) {
    AuditEvent event = AuditEvent.of(type, origin).signIn(proving.id()).detail("way", way);
    return proving.purpose() instanceof Purpose.SignIn
        ? event
        : event.detail("purpose", proving.purpose().code());
  }

  /** Without the cookie's hash. */
  @Override
  public String toString() {
    return "Prover[" + origin.address() + "]";
  }
}
