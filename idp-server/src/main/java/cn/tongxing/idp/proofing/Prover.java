package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.Operator;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.proofing.limits.Limits;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Who proves something, as far as a request tells.
 *
 * @param place where, as far as persons may have signed in there before
 * @param browser keyed hash of the browser's cookie
 * @param kiosk key of the self-service machine; empty for other browsers and for one without a key
 * @param locale language of what is said and sent
 * @param departmentName to whom the person is going, in that language; or blank
 * @param operators the staff before whom it happens, authenticated by the host; none for a citizen
 */
public record Prover(
    Place place,
    byte[] browser,
    Optional<UUID> kiosk,
    boolean onPhone,
    Locale locale,
    String departmentName,
    List<Operator> operators) {

  public Prover {
    operators = List.copyOf(operators);
  }

  /** A citizen. */
  public Prover(
      Place place,
      byte[] browser,
      Optional<UUID> kiosk,
      boolean onPhone,
      Locale locale,
      String departmentName) {
    this(place, browser, kiosk, onPhone, locale, departmentName, List.of());
  }

  public RequestOrigin origin() {
    return place.origin();
  }

  /** As the limits count. */
  public Limits.Source source() {
    return new Limits.Source(place, browser, kiosk);
  }

  /** What happens in a proving by one of its ways. */
  public AuditEvent event(AuditEventType type, Proving proving, String way) {
    AuditEvent event = AuditEvent.of(type, origin()).signIn(proving.id()).detail("way", way);
    return proving.purpose() instanceof Purpose.SignIn
        ? event
        : event.detail("purpose", proving.purpose().code());
  }

  /** Without the cookie's hash. */
  @Override
  public String toString() {
    return "Prover[" + origin().address() + "]";
  }
}
