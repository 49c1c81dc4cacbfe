package cn.tongxing.idp.protocol.claims;

import cn.tongxing.idp.client.Client;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Scopes that release claims about a person, and which (OpenID Connect Core 1.0, 5.4). Any other
 * scope is the client's own and releases nothing here.
 */
public enum Scope {
  /** Only that it is the same person as last time, and since when they are verified anew. */
  OPENID("openid"),
  /** The whole name. */
  PROFILE("profile"),
  /** The phone a code was entered for. */
  PHONE("phone"),
  /** That a real name is behind it, and how sure that is, without the name. */
  REALNAME("realname");

  /** Since when the account is known to be whose it is; only where it changed hands. */
  static final String REVERIFIED = "reverified_at";

  private final String value;

  Scope(String value) {
    this.value = value;
  }

  /** As it stands in the {@code scope} parameter. */
  public String value() {
    return value;
  }

  /** Names of the claims it releases at UserInfo, besides {@code sub}. */
  public List<String> claims() {
    return switch (this) {
      case OPENID -> List.of(REVERIFIED);
      case PROFILE -> List.of("name", "updated_at");
      case PHONE -> List.of("phone_number", "phone_number_verified");
      case REALNAME -> List.of("name_masked", "identity_assurance", VerifiedClaims.NAME);
    };
  }

  /** Whether a scope is about a person, so that a client cannot have it for itself. */
  public static boolean isPersonal(String value) {
    return find(scope -> scope.value.equals(value)).isPresent();
  }

  /** The scope that releases a claim that can be asked for by itself. */
  public static Optional<Scope> releasing(String claim) {
    return find(scope -> !claim.equals(VerifiedClaims.NAME) && scope.claims().contains(claim));
  }

  /** Those of some claims that can be asked for by themselves whose scope the client may have. */
  public static Set<String> allowed(Set<String> claims, Client client) {
    return claims.stream()
        .filter(claim ->
            releasing(claim)
                .filter(scope -> client.permissions().scopes().contains(scope.value()))
                .isPresent())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether scopes tell the name, a part of it, or that there is a verified one. */
  public static boolean tellName(Set<String> scopes) {
    return scopes.contains(PROFILE.value) || scopes.contains(REALNAME.value);
  }

  /** Names of all claims that a set of scopes releases. */
  static Set<String> claimsOf(Set<String> scopes) {
    return Arrays.stream(values())
        .filter(scope -> scopes.contains(scope.value))
        .flatMap(scope -> scope.claims().stream())
        .collect(Collectors.toSet());
  }

  private static Optional<Scope> find(Predicate<Scope> wanted) {
    return Arrays.stream(values()).filter(wanted).findFirst();
  }
}
