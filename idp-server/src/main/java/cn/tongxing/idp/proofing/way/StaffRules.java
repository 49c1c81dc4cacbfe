package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.Operator;
import cn.tongxing.adapter.spi.Operator.Role;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.idp.proofing.Prover;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.Purpose;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Separation of duties at a counter: what only staff may use, and who must vouch (four eyes). */
final class StaffRules {

  private static final Set<Method> BY_STAFF = Set.of(Method.COUNTER_CHIP, Method.COUNTER_MANUAL);

  private StaffRules() {}

  static boolean isStaffOnly(AdapterDescriptor adapter) {
    return adapter.capabilities().contains(Capability.STAFF_ONLY);
  }

  /** Whether the way may be gone here, by whoever this is. */
  static boolean admits(AdapterDescriptor adapter, Proving proving, Prover prover) {
    return !isStaffOnly(adapter)
        || (proving.purpose() instanceof Purpose.VerifyAtCounter
            && prover.operators().stream().anyMatch(each -> each.role() == Role.CONDUCTS));
  }

  /**
   * Whether those who vouch are there: one for a document that a machine read, and for one that was
   * looked at another person who confirms it.
   */
  static boolean vouches(Outcome.Proven proven, List<Operator> operators) {
    return proven.evidence().stream()
        .map(EvidenceItem::method)
        .filter(BY_STAFF::contains)
        .allMatch(method ->
            has(operators, Role.CONDUCTS)
                && (method == Method.COUNTER_CHIP || isFourEyes(operators)));
  }

  /** The form as it is for whoever is here: fields of staff are theirs; empty if none is left. */
  static Optional<FormSpec> shown(FormSpec form, List<Operator> operators) {
    return has(operators, Role.CONDUCTS) ? Optional.of(form) : form.withoutStaff();
  }

  private static boolean has(List<Operator> operators, Role role) {
    return operators.stream().anyMatch(each -> each.role() == role);
  }

  private static boolean isFourEyes(List<Operator> operators) {
    return has(operators, Role.CONFIRMS)
        && operators.stream().map(Operator::staffNumber).distinct().count() == operators.size();
  }

  /** The evidence with those who vouch for it, and nobody whom an adapter made up. */
  static List<EvidenceItem> vouched(List<EvidenceItem> evidence, List<Operator> operators) {
    return evidence.stream().map(item -> item.vouched(names(operators))).toList();
  }

  private static String names(List<Operator> operators) {
    return operators.stream()
        .map(each -> each.staffNumber() + (each.role() == Role.CONFIRMS ? " (confirms)" : ""))
        .collect(Collectors.joining(", "));
  }
}
