package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.limits.Admission.Admitted;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an adapter proved, as the host tells it. */
final class AdapterProof {

  private AdapterProof() {}

  /** The proof as {@code identity} takes it, with all factors that were shown for it. */
  static Progress.Identified of(
      Proving proving, Outcome.Proven proven, Optional<Admitted> counted, Instant now) {
    Proof proof =
        new Proof(
                proving.way(),
                proving.gone().name(),
                proven.subjects(),
                proven.factors(),
                channels(proving, proven.evidence()),
                proving.phone())
            .shownAt(shownAt(proving, proven, now));
    Set<Factor> factors = EnumSet.noneOf(Factor.class);
    factors.addAll(proof.factors());
    if (proving.phone().isPresent()) {
      factors.add(Factor.SMS);
    }
    return new Progress.Identified(proving, proof, factors, counted);
  }

  /**
   * The earliest moment of this sign-in that something of the proof is of: what an adapter held
   * while the phone was proven is as old as it is, and who comes to a page that was left open does
   * not make it young. What was all shown after the phone is of its own time, while the code counts
   * beside it. Comparing what was typed is no showing, and of its own time. What an upstream
   * established before the sign-in says nothing of when it was shown here.
   */
  private static Optional<Instant> shownAt(Proving proving, Outcome.Proven proven, Instant now) {
    Instant begun = TimeOrderedId.timeOf(proving.id().value());
    return Stream.concat(
            proven.evidence().stream().map(EvidenceItem::time).filter(at -> !at.isBefore(begun)),
            proving
                .attempt()
                .held()
                .filter(_ -> !proven.factors().isEmpty() && !isOfItsOwnTime(proving, now))
                .stream())
        .filter(at -> at.isBefore(now))
        .min(Instant::compareTo);
  }

  private static boolean isOfItsOwnTime(Proving proving, Instant now) {
    Instant justNow = now.minus(AccountRule.FRESH);
    return proving.attempt().seenOnlySince()
        && proving.phoneAt().filter(at -> !at.isBefore(justNow)).isPresent();
  }

  /** Without a call-back nothing came by the front channel, whatever the adapter says. */
  private static List<EvidenceItem> channels(Proving proving, List<EvidenceItem> evidence) {
    return evidence.stream()
        .map(item ->
            item.channel() == AnswerChannel.FRONT_CHANNEL && !proving.attempt().cameBack()
                ? item.asPolled()
                : item)
        .toList();
  }
}
