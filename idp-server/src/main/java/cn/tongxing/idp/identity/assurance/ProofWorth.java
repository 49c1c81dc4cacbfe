package cn.tongxing.idp.identity.assurance;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.IdentityAssurance;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a proof that names somebody is worth when it is shown of an account that exists (rows b and
 * c of the account rules). Everything without a row is knowledge, and knowing is not owning.
 */
public final class ProofWorth {

  private static final List<Row> TABLE =
      List.of(
          // a live face compared with the authority's portrait for this name and number
          new Row(Factor.FACE, Set.of(Method.LIVE_PORTRAIT_MATCH), IdentityAssurance.P4),
          // seen by an officer
          new Row(
              Factor.COUNTER,
              Set.of(Method.COUNTER_CHIP, Method.COUNTER_MANUAL),
              IdentityAssurance.P4),
          // an account or a card whose owner a payment provider or a bank knows
          new Row(
              Factor.UPSTREAM_ACCOUNT,
              Set.of(Method.CERTIFIED_PAYMENT_ACCOUNT),
              IdentityAssurance.P3),
          new Row(Factor.SMS, Set.of(Method.BANK_CARD_FOUR_ELEMENTS), IdentityAssurance.P3),
          // a phone that the carriers say is in the person's name
          new Row(Factor.SMS, Set.of(Method.CARRIER_THREE_ELEMENTS), IdentityAssurance.P3));

  private ProofWorth() {}

  /**
   * What a proof by one method is worth.
   *
   * @param factor must have been shown
   * @param methods one of these must be in the evidence
   */
  private record Row(Factor factor, Set<Method> methods, IdentityAssurance level) {

    boolean holds(Set<Factor> factors, Collection<Method> evidence) {
      return factors.contains(factor) && !Collections.disjoint(methods, evidence);
    }
  }

  /** Whether evidence by a method is worth anything beside the factors that were shown. */
  public static boolean isWorthSomething(Set<Factor> factors, Method method) {
    return of(factors, Set.of(method)).isPresent();
  }

  /** The best of the rows; empty if none holds. */
  public static Optional<IdentityAssurance> of(Set<Factor> factors, Collection<Method> evidence) {
    return TABLE.stream()
        .filter(row -> row.holds(factors, evidence))
        .map(Row::level)
        .max(Comparator.naturalOrder());
  }
}
