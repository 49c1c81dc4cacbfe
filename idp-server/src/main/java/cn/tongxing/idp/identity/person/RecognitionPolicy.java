package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.Proof;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What makes a proof the proof of a person who exists already: something bound to that person, or a
 * method that shows the person in the flesh. Everything else is knowledge, and knowing is not
 * owning.
 */
final class RecognitionPolicy {

  private static final List<Row> TABLE =
      List.of(
          // an upstream's account, or network credential, linked to this very person; a code that
          // somebody was made to scan proves a person far from this browser, whose own phone is
          // not the one that was proven here
          row(Set.of(), Set.of(), bound -> bound.linked() && !bound.strangePhone()),
          // a phone bound to this very person, by its code
          row(Set.of(), Set.of(), Binding::phone),
          // a live face compared with the authority's portrait for this name and number
          row(Set.of(Factor.FACE), Set.of(Method.LIVE_PORTRAIT_MATCH), Binding::sameName),
          // seen by an officer
          row(
              Set.of(Factor.COUNTER),
              Set.of(Method.COUNTER_CHIP, Method.COUNTER_MANUAL),
              Binding::sameName));

  private RecognitionPolicy() {}

  /**
   * How a proof hangs together with a person.
   *
   * @param linked the proof's upstream account is linked to the person
   * @param phone the possessed phone is bound to the person
   * @param strangePhone the proof was made on another device than this browser's, and the phone
   *     possessed here is another one than the person's
   * @param sameName the proven name is the known one
   */
  record Binding(boolean linked, boolean phone, boolean strangePhone, boolean sameName) {}

  /**
   * One way to be recognised.
   *
   * @param factors one of these must have been shown; none: any will do
   * @param methods one of these must be in the evidence; none: any will do
   */
  private record Row(Set<Factor> factors, Set<Method> methods, Predicate<Binding> binding) {

    boolean holds(Proof proof, Binding bound) {
      boolean shown = factors.isEmpty() || proof.factors().stream().anyMatch(factors::contains);
      boolean evident =
          methods.isEmpty()
              || proof.evidence().stream().map(EvidenceItem::method).anyMatch(methods::contains);
      return shown && evident && binding.test(bound);
    }
  }

  /** Whether any row holds. */
  static boolean recognises(Proof proof, Binding binding) {
    return TABLE.stream().anyMatch(row -> row.holds(proof, binding));
  }

  private static Row row(Set<Factor> factors, Set<Method> methods, Predicate<Binding> binding) {
    return new Row(factors, methods, binding);
  }
}
