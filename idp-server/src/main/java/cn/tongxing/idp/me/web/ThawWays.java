package cn.tongxing.idp.me.web;

import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.FrozenAccounts;
import cn.tongxing.idp.kernel.IdentityAssurance;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How its owner could thaw an account that would be frozen now: told before it is. */
@Component
class ThawWays {

  private final FrozenAccounts frozen;
  private final Wording wording;

  ThawWays(FrozenAccounts frozen, Wording wording) {
    this.frozen = frozen;
    this.wording = wording;
  }

  /**
   * What is told.
   *
   * @param how as the page has it
   * @param ways names of what it takes
   */
  record Told(String how, String ways) {}

  /** What thaws any account alone, as one says "this or that"; blank without. */
  String proofs(Locale locale) {
    return wording.waysTo(IdentityAssurance.P4, locale);
  }

  /** Whom a fact chose is not told which ways there are. */
  Told told(Visit visit, Locale locale) {
    if (visit.here().isByFact()) {
      return new Told("unknown", "");
    }
    Set<Own> before = frozen.waysIfFrozen(visit.person()).before();
    if (AccountRule.thaws(new AccountRule.Shown(before, Optional.empty(), false))) {
      List<String> names = before.stream().sorted().map(own -> wording.own(own, locale)).toList();
      return new Told("two", Wording.all(names, locale));
    }
    String proof = proofs(locale);
    return proof.isEmpty() ? new Told("counter", "") : new Told("proof", proof);
  }
}
