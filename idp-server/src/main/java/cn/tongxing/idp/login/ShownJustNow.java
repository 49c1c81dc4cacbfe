package cn.tongxing.idp.login;

import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.SettledWays;
import cn.tongxing.idp.identity.SettledWays.Basis;
import cn.tongxing.idp.identity.SettledWays.Ways;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.SsoSession;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Recent authentication: what was shown of the account in a session so lately that it counts for a
 * change of what opens the account. Asked where the change is made, not where it is begun: what was
 * shown grows old, and may be the account's no more. Source: {@code docs/protocol/accounts.md}.
 */
@Component
public class ShownJustNow {

  private final PhoneChanges changes;
  private final SettledWays ways;
  private final InstantSource clock;

  ShownJustNow(PhoneChanges changes, SettledWays ways, InstantSource clock) {
    this.changes = changes;
    this.ways = ways;
    this.clock = clock;
  }

  /** All of it; a fact about the person is nothing of theirs. */
  public Shown of(SsoSession session) {
    Authentications justNow = own(session.authentications().justNow(clock.instant()));
    return justNow.isEmpty()
        ? new Shown(Set.of(), Optional.empty(), false)
        : changes.shownIn(
            session.person(), justNow.latest().signIn(), justNow.factors(), justNow.ownShown());
  }

  /**
   * Whether it adds, replaces or removes a way to sign in ({@link AccountRule#changesWays}): one
   * kind alone does not.
   */
  public boolean mayChangeWays(SsoSession session) {
    return mayChangeWays(session.person(), session.authentications().justNow(clock.instant()));
  }

  /** The same of what was shown just now, whether a session keeps it yet or not. */
  public boolean mayChangeWays(PersonId person, Authentications justNow) {
    return measure(person, justNow).mayChangeWays(justNow);
  }

  /** What these are measured by. */
  public Measure measure(PersonId person, Authentications justNow) {
    return measure(
        person,
        own(justNow).inOrder().stream().map(Authentication::signIn).collect(Collectors.toSet()));
  }

  /** What is shown in these sign-ins is measured by this. */
  public Measure measure(PersonId person, Set<SignInId> signIns) {
    return new Measure(SingletonSupplier.of(() -> ways.basis(person, signIns)));
  }

  /** The account as it stands, read once, and not before something of it was shown. */
  public static final class Measure {
    private final SingletonSupplier<Basis> basis;

    private Measure(SingletonSupplier<Basis> basis) {
      this.basis = basis;
    }

    /** As {@link ShownJustNow#mayChangeWays(SsoSession)} has it. */
    public boolean mayChangeWays(Authentications justNow) {
      Authentications own = own(justNow);
      boolean compared =
          Authentication.SMS.containsAll(own.factors()) && !own.isBySmsAlone(IdentityAssurance.P2);
      return !own.isEmpty() && basis.obtain().mayChange(own.ownShown(), compared);
    }

    /** The account's ways. */
    public Ways ways() {
      return basis.obtain().ways();
    }
  }

  private static Authentications own(Authentications shown) {
    return new Authentications(shown.inOrder().stream().filter(each -> !each.isByFact()).toList());
  }
}
