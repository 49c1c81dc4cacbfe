package cn.tongxing.idp.login;

import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.SsoSession;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Recent authentication: what was shown of the account in a session so lately that it counts for a
 * change of what opens the account. Asked where the change is made, not where it is begun: what was
 * shown grows old, and may be the account's no more. Source: {@code docs/protocol/accounts.md}.
 */
@Component
public class ShownJustNow {

  private final PhoneChanges changes;
  private final InstantSource clock;

  ShownJustNow(PhoneChanges changes, InstantSource clock) {
    this.changes = changes;
    this.clock = clock;
  }

  /** All of it; a fact about the person is nothing of theirs. */
  public Shown of(SsoSession session) {
    Authentications justNow =
        new Authentications(
            session.authentications().justNow(clock.instant()).inOrder().stream()
                .filter(each -> !each.isByFact())
                .toList());
    return justNow.isEmpty()
        ? new Shown(Set.of(), Optional.empty(), false)
        : changes.shownIn(
            session.person(), justNow.latest().signIn(), justNow.factors(), justNow.own());
  }
}
