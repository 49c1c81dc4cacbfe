package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.Proof;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What makes a proof the proof of a person who exists already: something bound to that person, or a
 * method that shows the person in the flesh. Everything else is knowledge, and knowing is not
 * owning.
 */
enum RecognitionPolicy {
  //               what the proof must hold           evidence of one of                        name
  /** An upstream's account, or network credential, that is linked to this very person. */
  LINKED_ACCOUNT(Set.of(), Set.of(), false) {
    @Override
    boolean isBound(Binding binding) {
      return binding.linked();
    }
  },
  /** A phone that is bound to this very person, by its code. */
  BOUND_PHONE(Set.of(), Set.of(), false) {
    @Override
    boolean isBound(Binding binding) {
      return binding.phone();
    }
  },
  /** A live face compared with the authority's portrait for name and number. */
  LIVE_FACE(Set.of(Factor.FACE), Set.of(Method.LIVE_PORTRAIT_MATCH), true),
  /** Seen by an officer. */
  AT_A_COUNTER(
      Set.of(Factor.COUNTER), EnumSet.of(Method.COUNTER_CHIP, Method.COUNTER_MANUAL), true);

  private final Set<Factor> factors;
  private final Set<Method> methods;
  private final boolean nameMustAgree;

  RecognitionPolicy(Set<Factor> factors, Set<Method> methods, boolean nameMustAgree) {
    this.factors = factors;
    this.methods = methods;
    this.nameMustAgree = nameMustAgree;
  }

  /**
   * How a proof hangs together with a person.
   *
   * @param linked the proof's upstream account is linked to the person
   * @param phone the possessed phone is bound to the person
   * @param sameName the proven name is the known one
   */
  record Binding(boolean linked, boolean phone, boolean sameName) {}

  /** The row by which the person is recognised; every row is looked at, whatever the others say. */
  static Optional<RecognitionPolicy> recognise(Proof proof, Binding binding) {
    Optional<RecognitionPolicy> found = Optional.empty();
    for (RecognitionPolicy row : values()) {
      boolean holds = row.isShown(proof) & row.isBound(binding);
      found = holds && found.isEmpty() ? Optional.of(row) : found;
    }
    return found;
  }

  boolean isBound(Binding binding) {
    return !nameMustAgree || binding.sameName();
  }

  private boolean isShown(Proof proof) {
    boolean factor = factors.isEmpty() || proof.factors().stream().anyMatch(factors::contains);
    boolean evidence =
        methods.isEmpty()
            || proof.evidence().stream().map(EvidenceItem::method).anyMatch(methods::contains);
    return factor && evidence;
  }
}
