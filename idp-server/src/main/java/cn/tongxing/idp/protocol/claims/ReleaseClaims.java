package cn.tongxing.idp.protocol.claims;

import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.PersonProfile.Part;
import cn.tongxing.idp.kernel.CitizenTime;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.protocol.grant.Grant;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What UserInfo says of a person: what the grant's scopes and claims ask for, and nothing else. */
public final class ReleaseClaims {

  /** The claims that tell a level. */
  private static final Set<String> LEVELS = Set.of("identity_assurance", VerifiedClaims.NAME);

  /** The claims that tell a name or a part of it. */
  private static final Set<String> NAMES = Set.of("name", "name_masked", VerifiedClaims.NAME);

  private ReleaseClaims() {}

  /**
   * The claims, {@code sub} first. What is not known is left out (5.3.2).
   *
   * @param asked what {@link #asked} said
   */
  public static Map<String, Object> of(
      Grant grant, Set<String> asked, PersonProfile person, String subject) {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("sub", subject);
    for (Scope scope : Scope.values()) {
      for (String claim : scope.claims()) {
        if (asked.contains(claim)) {
          value(claim, grant, person).ifPresent(value -> claims.put(claim, value));
        }
      }
    }
    return claims;
  }

  /** What has to be read of a person for {@link #of}: nothing that nobody gets to see. */
  public static Set<Part> parts(Set<String> asked) {
    var parts = EnumSet.noneOf(Part.class);
    if (!Collections.disjoint(asked, NAMES)) {
      parts.add(Part.NAME);
    }
    if (!Collections.disjoint(asked, Scope.PHONE.claims())) {
      parts.add(Part.PHONE);
    }
    if (!Collections.disjoint(asked, LEVELS)) {
      parts.add(Part.LEVEL);
    }
    return parts;
  }

  /**
   * Names of the claims that a token releases.
   *
   * @param client as it is registered now: a claim whose scope was taken from it is gone
   * @param grant as far as the client may have it now ({@link Grant#at})
   * @param scopes of the token presented; it may have been asked for with fewer than the grant's
   */
  public static Set<String> asked(Client client, Grant grant, Set<String> scopes) {
    var asked = new HashSet<>(Scope.claimsOf(client.permissions().among(scopes)));
    asked.addAll(Scope.allowed(grant.userinfoClaims(), client));
    return asked;
  }

  private static Optional<Object> value(String claim, Grant grant, PersonProfile person) {
    return switch (claim) {
      case "name" -> person.name().map(PersonName::reveal);
      case "updated_at" -> Optional.of(day(person.updatedAt()));
      case "phone_number" -> person.phone().map(PhoneNumber::reveal);
      case "phone_number_verified" -> person.phone().map(phone -> true);
      case "name_masked" -> person.name().map(PersonName::masked);
      case "identity_assurance" ->
          Optional.of(level(grant, person).name().toLowerCase(Locale.ROOT));
      case VerifiedClaims.NAME -> VerifiedClaims.of(person, level(grant, person));
      case Scope.REVERIFIED -> person.reverifiedAt().map(ReleaseClaims::day);
      default -> throw new IllegalArgumentException("no such claim: " + claim);
    };
  }

  /** In seconds, to the day: to the second it would join one person across sectors. */
  private static long day(Instant time) {
    return CitizenTime.startOfDay(time).toEpochSecond();
  }

  /** No more than the sign-in was worth: a session can be capped below the person's level. */
  private static IdentityAssurance level(Grant grant, PersonProfile person) {
    IdentityAssurance reached = grant.acr().identity();
    return person.level().atLeast(reached) ? reached : person.level();
  }
}
