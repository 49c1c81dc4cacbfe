package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.LinkedWays;
import cn.tongxing.idp.identity.OwnShown;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.SettledWays;
import cn.tongxing.idp.identity.SettledWays.Ways;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.Held;
import cn.tongxing.idp.login.ShownJustNow;
import cn.tongxing.idp.login.ShownJustNow.Measure;
import cn.tongxing.idp.login.SignInRequest;
import cn.tongxing.idp.login.transaction.Missing;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.OfferedWay;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.proofing.Purpose.Change;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.Sessions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Step-up authentication of the person of a session, before a change of the account: which ways
 * would count beside what was shown just now, and what is said of one that does not. The ways of an
 * account are no secret to whoever its own page shows them to.
 */
@Component
class ConfirmOwner {

  private static final Map<String, Own> OWN =
      Map.of(Proofs.PASSKEY, Own.PASSKEY, Proofs.PASSWORD, Own.PASSWORD, Proofs.SMS, Own.PHONE);

  /** Stronger ones first. */
  private static final List<String> BUILT_IN = List.of(Proofs.PASSKEY, Proofs.PASSWORD, Proofs.SMS);

  private static final Problem BEFORE = Problem.page("confirm.shown-before");
  private static final Problem WEAK = Problem.page("confirm.weak");

  private final StillMissing still;
  private final Proofs proofs;
  private final Profiles profiles;
  private final LinkedWays links;
  private final PhoneChanges changes;
  private final ShownJustNow justNow;
  private final SettledWays settled;
  private final Sessions sessions;
  private final InstantSource clock;

  ConfirmOwner(
      StillMissing still,
      Proofs proofs,
      Profiles profiles,
      LinkedWays links,
      PhoneChanges changes,
      ShownJustNow justNow,
      SettledWays settled,
      Sessions sessions,
      InstantSource clock) {
    this.still = still;
    this.proofs = proofs;
    this.profiles = profiles;
    this.links = links;
    this.changes = changes;
    this.justNow = justNow;
    this.settled = settled;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** What was shown just now, as the session told when this began. */
  static Set<Own> shown(Optional<Held> held) {
    return held.map(each -> Own.in(each.factors())).orElse(Set.of());
  }

  /** What a sign-in that begins lacks, of a person who is known already. */
  Optional<Missing> atFirst(SignInRequest request) {
    return request.purpose() instanceof Purpose.StepUp stepUp
        ? Optional.of(ways(stepUp, request.wanted().held()))
        : still.atFirst(request.wanted());
  }

  private Missing ways(Purpose.StepUp stepUp, Optional<Held> held) {
    PersonId person = stepUp.person();
    if (stepUp.before() == Change.LINK) {
      return linking(person);
    }
    boolean byFact = held.filter(Held::byFact).isPresent();
    Beside beside =
        new Beside(
            stepUp.before(),
            held.map(Held::own).orElse(OwnShown.NOTHING),
            settled.of(person),
            profiles.levelWithoutPhone(person),
            byFact);
    Set<String> has = still.own(person, byFact);
    List<String> own =
        BUILT_IN.stream()
            .filter(has::contains)
            .filter(way -> beside.helps(Objects.requireNonNull(OWN.get(way))))
            .toList();
    Set<String> linked = byFact ? Set.of() : links.adapters(person);
    List<String> adapters =
        proofs.adapters().stream()
            .filter(each -> beside.leads(each, linked))
            .map(OfferedWay::id)
            .toList();
    return new Missing(person, Acr.LEAST, Acr.LEAST, own, adapters, false);
  }

  /** What is to be linked is shown by itself: upstream accounts of which none is linked. */
  private Missing linking(PersonId person) {
    Set<String> linked = links.adapters(person);
    List<String> adapters =
        proofs.adapters().stream()
            .filter(each -> !each.asksHere() && linked.stream().noneMatch(each::showsLinkOf))
            .map(OfferedWay::id)
            .toList();
    return new Missing(person, Acr.LEAST, Acr.LEAST, List.of(), adapters, false);
  }

  /**
   * What was shown just now, and what the account has besides.
   *
   * @param level the account's
   * @param byFact which ways there are is not told: each is taken to be there and to count
   */
  private record Beside(
      Change before, OwnShown shown, Ways ways, IdentityAssurance level, boolean byFact) {

    /** Whether one more own thing does something. */
    boolean helps(Own one) {
      if (!before.addsKind() || (shown.own().isEmpty() && !before.changesWays())) {
        return true;
      }
      if (byFact) {
        return one != Own.PHONE;
      }
      return before.changesWays()
          ? ways.helps(shown, one)
          : ways.mayCount(one) && AccountRule.addsKind(ways.counted(shown), one);
    }

    /** A proof at the account's level; beside an own thing, what opens the account by itself. */
    boolean leads(OfferedWay way, Set<String> linked) {
      if (linked.stream().anyMatch(way::showsLinkOf) && helps(Own.LINKED_WAY)) {
        return true;
      }
      if (before.changesWays() && !byFact) {
        return ways.helps(shown.own(), way.reaches(), level);
      }
      return (before.addsKind() && !shown.own().isEmpty())
          ? way.isSaidToReach(IdentityAssurance.P4)
          : way.reaches().identity().atLeast(level);
    }
  }

  /**
   * Why what was shown does not do, as the reason of the trail and the words of the page; empty if
   * it does. Asked with the person held, where what was proven stands already.
   */
  Optional<Result.NotEnough> refuses(Transaction transaction, Shown shown, Visitor visitor) {
    if (!(transaction.request().purpose() instanceof Purpose.StepUp(PersonId person, Change to))) {
      return Optional.empty();
    }
    Authentications now = ShownSteps.of(transaction.id(), shown).justNow(clock.instant());
    if (now.isByFact()) {
      return another(person, "fact-alone", WEAK);
    }
    Measure measure = justNow.measure(person, Set.of(transaction.id()));
    if (to.changesWays() && leadsNowhere(measure, now)) {
      return another(person, "one-kind", WEAK);
    }
    boolean enough = to.changesWays() && measure.mayChangeWays(now);
    return to.addsKind() && !enough
        ? addsNothing(person, transaction, now, visitor)
        : Optional.empty();
  }

  private static Optional<Result.NotEnough> another(
      PersonId person, String reason, Problem problem) {
    return Optional.of(new Result.NotEnough(person, reason, problem, Result.Then.ANOTHER_WAY));
  }

  /** Neither enough, nor with anything else that the account has. */
  private static boolean leadsNowhere(Measure measure, Authentications now) {
    return !measure.mayChangeWays(now)
        && measure.ways().counted(now.ownShown()).stream()
            .noneMatch(each -> measure.ways().helps(OwnShown.NOTHING, each));
  }

  /**
   * A proof of the document always adds something. Only of a way that was gone before it is said
   * that it was: another may show what is of one kind with it.
   */
  private Optional<Result.NotEnough> addsNothing(
      PersonId person, Transaction transaction, Authentications now, Visitor visitor) {
    AccountRule.Shown shown =
        changes.shownIn(person, transaction.id(), now.factors(), now.ownShown());
    AccountRule.Shown before =
        Optional.of(visitor.sessionCookie())
            .filter(cookie -> !cookie.isEmpty())
            .flatMap(sessions::find)
            .filter(session -> session.person().equals(person))
            .map(justNow::of)
            .orElseGet(AccountRule.Shown::of);
    if (shown.proof().isPresent()
        || before.own().isEmpty()
        || !addsNone(before.own(), shown.own())
        || !addsNone(before.settled(), shown.settled())) {
      return Optional.empty();
    }
    boolean again =
        OWN.containsKey(transaction.way())
            && !shown.own().isEmpty()
            && before.own().containsAll(shown.own());
    return again ? another(person, "shown-before", BEFORE) : another(person, "one-kind", WEAK);
  }

  private static boolean addsNone(Set<Own> before, Set<Own> now) {
    return now.stream().noneMatch(each -> AccountRule.addsKind(before, each));
  }

  /** What is said of a way that is not offered, as an old page may still do. */
  static Optional<Problem> why(Transaction transaction, String way) {
    if (!(transaction.request().purpose() instanceof Purpose.StepUp(_, Change before))) {
      return Optional.empty();
    }
    Optional<Own> one = Optional.ofNullable(OWN.get(way));
    Set<Own> shown = shown(transaction.request().wanted().held());
    boolean again = before.addsKind() && one.filter(shown::contains).isPresent();
    return Optional.of(again ? BEFORE : before.changesWays() ? WEAK : Problem.page("login.choose"));
  }
}
