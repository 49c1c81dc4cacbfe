package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.IdentityNeed;
import cn.tongxing.adapter.spi.Operator;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.proofing.limits.Limits;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who proves something, as far as a request tells.
 *
 * @param place where, as far as persons may have signed in there before
 * @param browser keyed hash of the browser's cookie
 * @param kiosk key of the self-service machine; empty for other browsers and for one without a key
 * @param locale language of what is said and sent
 * @param departmentName to whom the person is going, in that language; or blank
 * @param client the same as it is registered, for the trail; empty on pages of our own
 * @param needs why that place needs to know who it is; empty where a pseudonym will do
 * @param operators the staff before whom it happens, authenticated by the host; none for a citizen
 */
public record Prover(
    Place place,
    byte[] browser,
    Optional<UUID> kiosk,
    boolean onPhone,
    Locale locale,
    String departmentName,
    Optional<ClientId> client,
    Set<IdentityNeed> needs,
    List<Operator> operators) {

  public Prover {
    needs = Set.copyOf(needs);
    operators = List.copyOf(operators);
  }

  /** A citizen. */
  public Prover(
      Place place,
      byte[] browser,
      Optional<UUID> kiosk,
      boolean onPhone,
      Locale locale,
      String departmentName,
      Optional<ClientId> client,
      Set<IdentityNeed> needs) {
    this(place, browser, kiosk, onPhone, locale, departmentName, client, needs, List.of());
  }

  public RequestOrigin origin() {
    return place.origin();
  }

  /** As the limits count. */
  public Limits.Source source() {
    Optional<String> desk =
        operators.stream()
            .filter(each -> each.role() == Operator.Role.CONDUCTS)
            .map(Operator::staffNumber)
            .findFirst();
    return new Limits.Source(place, browser, kiosk, desk);
  }

  /** What happens in a proving by one of its ways, and where the person was going. */
  public AuditEvent event(AuditEventType type, Proving proving, String way) {
    AuditEvent about = AuditEvent.of(type, origin()).signIn(proving.id()).detail("way", way);
    AuditEvent event = client.map(about::client).orElse(about);
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
