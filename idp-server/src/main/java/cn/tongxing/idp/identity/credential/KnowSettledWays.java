package cn.tongxing.idp.identity.credential;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.SettledWays;
import cn.tongxing.idp.identity.assurance.CountedEvidence;
import cn.tongxing.idp.identity.assurance.LevelPolicy;
import cn.tongxing.idp.identity.assurance.Presence;
import cn.tongxing.idp.identity.store.WayRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;

/**
 * A session keeps which passkey was shown, and of a linked way only that one was: it may have been
 * a young one if one was used since. Longer than any sign-in lives, so that nothing that counts was
 * shown before.
 */
@Service
class KnowSettledWays implements SettledWays {

  private static final Duration LATELY = Duration.ofHours(3);

  private final WayRows rows;
  private final Profiles profiles;
  private final InstantSource clock;

  KnowSettledWays(WayRows rows, Profiles profiles, InstantSource clock) {
    this.rows = rows;
    this.profiles = profiles;
    this.clock = clock;
  }

  @Override
  public Ways of(PersonId person) {
    Instant now = clock.instant();
    return rows.of(person, now.minus(AccountRule.SETTLED), now.minus(LATELY));
  }

  @Override
  public Optional<Instant> twoKindsFrom(PersonId person, Set<Own> has) {
    Map<Own, Instant> since = rows.since(person);
    since.keySet().retainAll(has);
    return since.values().stream()
        .sorted()
        .filter(at -> {
          Set<Own> then = EnumSet.noneOf(Own.class);
          since.forEach((kind, added) -> {
            if (!added.isAfter(at)) {
              then.add(kind);
            }
          });
          return AccountRule.thaws(new Shown(then, Optional.empty(), false)); // two kinds
        })
        .findFirst()
        .map(at -> at.plus(AccountRule.SETTLED));
  }

  @Override
  public Basis basis(PersonId person, Set<SignInId> signIns) {
    Instant now = clock.instant();
    List<CountedEvidence> said =
        rows.evidence(person, signIns, now.minus(AccountRule.FRESH)).stream()
            .filter(each -> each.method() != Method.CARRIER_THREE_ELEMENTS)
            .toList();
    Ways ways = of(person);
    List<CountedEvidence> theirs = Presence.ofThePerson(said, isLinkCounted(ways));
    return new Basis(
        ways,
        LevelPolicy.level(theirs, now),
        Presence.level(theirs, now),
        profiles.levelWithoutPhone(person));
  }

  /** Who has ended the only link has none that counts. */
  private static boolean isLinkCounted(Ways ways) {
    return ways.settled().contains(Own.LINKED_WAY) && ways.mayCount(Own.LINKED_WAY);
  }

  @Override
  public Optional<Instant> openedIn(PersonId person, SignInId signIn) {
    return rows.openedIn(person, signIn);
  }
}
