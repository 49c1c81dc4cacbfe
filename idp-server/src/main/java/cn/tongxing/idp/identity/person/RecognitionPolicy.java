package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Piece;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.OwnShown;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.SettledWays.Ways;
import cn.tongxing.idp.identity.assurance.ProofWorth;
import cn.tongxing.idp.kernel.IdentityAssurance;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a proof shows of a person who exists already, in the words of {@link AccountRule}, which
 * says what follows from it.
 */
final class RecognitionPolicy {

  private RecognitionPolicy() {}

  /**
   * How a proof hangs together with a person.
   *
   * @param linked the proof's upstream account is linked to the person
   * @param phone the possessed phone is bound to the person alone, and the binding is fresh
   * @param elsewhere the proof was made on another device than this browser's, and no phone that is
   *     the person's own was shown here
   * @param named a document in the proof is the person's, and the proven name is the known one
   */
  record Binding(boolean linked, boolean phone, boolean elsewhere, boolean named) {}

  /** Whether the account opens. */
  static boolean recognises(Proof proof, Binding binding) {
    return AccountRule.opens(shown(proof, binding));
  }

  /**
   * Whether what was shown of the account beside a proof makes the proof's upstream account a way
   * to sign in to it: two factors of different kinds that count, as for a change of phone at once.
   *
   * @param phone the possessed phone is the person's own
   * @param ways the account's, of which young ones are no kind of their own yet
   */
  static boolean joins(Proof proof, boolean phone, Ways ways) {
    OwnShown beside = proof.beside().map(Proof.Beside::shown).orElse(OwnShown.NOTHING);
    Set<Own> own = EnumSet.noneOf(Own.class);
    own.addAll(beside.own());
    if (phone) {
      own.add(Own.PHONE);
    }
    Shown shown = new Shown(own, ways.young(beside), Optional.empty(), false, List.of());
    return AccountRule.of(shown, new AccountRule.Account(IdentityAssurance.P5, false, List.of()))
            .phone()
        == AccountRule.When.AT_ONCE;
  }

  /** Whether nothing but a link shows that it is the person: what it says of them is hearsay. */
  static boolean byLinkAlone(Shown shown) {
    return shown.own().equals(Set.of(Own.LINKED_WAY)) && shown.proof().isEmpty();
  }

  /** What a proof shows of the person. */
  static Shown shown(Proof proof, Binding binding) {
    Set<Own> own = EnumSet.noneOf(Own.class);
    // a code that somebody was made to scan proves a person far from this browser: it counts beside
    // their own phone, shown here
    if (binding.linked() && !binding.elsewhere()) {
      own.add(Own.LINKED_WAY);
    }
    if (binding.phone()) {
      own.add(Own.PHONE);
    }
    if (!binding.named()) {
      return new Shown(own, Optional.empty(), false);
    }
    Optional<IdentityAssurance> level =
        ProofWorth.of(
            proof.factors(), proof.evidence().stream().map(EvidenceItem::method).toList());
    return new Shown(own, level, level.isPresent(), worthy(proof));
  }

  private static List<Piece> worthy(Proof proof) {
    return proof.evidence().stream()
        .filter(each -> ProofWorth.isWorthSomething(proof.factors(), each.method()))
        .map(each -> new Piece(each.method(), each.source(), each.reference()))
        .toList();
  }
}
