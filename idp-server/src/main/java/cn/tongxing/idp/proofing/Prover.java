package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.Operator;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.proofing.limits.Limits;
import java.util.List;
import java.util.Locale;

/**
 * Who proves something, as far as a request tells.
 *
 * @param browser keyed hash of the browser's cookie
 * @param locale language of what is said and sent
 * @param departmentName to whom the person is going, in that language; or blank
 * @param operators the staff before whom it happens, authenticated by the host; none for a citizen
 */
public record Prover(
    RequestOrigin origin,
    byte[] browser,
    boolean onPhone,
    Locale locale,
    String departmentName,
    List<Operator> operators) {

  public Prover {
    operators = List.copyOf(operators);
  }

  /** A citizen. */
  public Prover(
      RequestOrigin origin, byte[] browser, boolean onPhone, Locale locale, String departmentName) {
    this(origin, browser, onPhone, locale, departmentName, List.of());
  }

  /** As the limits count. */
  public Limits.Source source() {
    return new Limits.Source(origin, browser);
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
