package cn.tongxing.idp.me.web;

import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.FormProof;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What was shown of the account just now, in this session: by its last sign-in, and by the one
 * before it, which the address carries with a proof that is good in this browser and session for
 * minutes.
 */
@Component
class ShownThings {

  /** How long something that was shown counts here. */
  private static final Duration FRESH = Duration.ofMinutes(10);

  private static final String BETWEEN = "-";

  private final PhoneChanges changes;
  private final FormProof proofs;
  private final InstantSource clock;

  ShownThings(PhoneChanges changes, FormProof proofs, InstantSource clock) {
    this.changes = changes;
    this.proofs = proofs;
    this.clock = clock;
  }

  /**
   * All of it.
   *
   * @param until when the first of it no longer counts
   */
  record Things(Shown whole, Instant until) {
    boolean none() {
      return whole.own().isEmpty() && whole.proof().isEmpty();
    }
  }

  /** As the request and the session say. */
  Things of(Visit visit) {
    Instant now = clock.instant();
    Set<Own> own = EnumSet.noneOf(Own.class);
    Instant until = now.plus(FRESH);
    Shown last = new Shown(Set.of(), Optional.empty(), false);
    // what the session remembers for longer was not shown just now; and a fact is no factor
    Authentications justNow =
        new Authentications(
            visit.here().authentications().since(now.minus(FRESH)).inOrder().stream()
                .filter(each -> !each.isByFact())
                .toList());
    if (!justNow.isEmpty()) {
      last =
          changes.shownIn(
              visit.person(), justNow.latest().signIn(), justNow.factors(), justNow.own());
      own.addAll(last.own());
      until = justNow.inOrder().getFirst().at().plus(FRESH);
    }
    Optional<Things> before = before(visit, now);
    if (before.isPresent()) {
      own.addAll(before.get().whole().own());
      until = until.isBefore(before.get().until()) ? until : before.get().until();
    }
    return new Things(new Shown(own, last.proof(), last.possession()), until);
  }

  /** What the address or form says was shown before. */
  private Optional<Things> before(Visit visit, Instant now) {
    String had = text(visit.request().getParameter("had"));
    String proof = text(visit.request().getParameter("proof"));
    if (had.isEmpty() || !proofs.holds(proof, visit.form(meaning(had)), visit.request())) {
      return Optional.empty();
    }
    String[] parts = had.split(BETWEEN);
    Instant until = Instant.ofEpochSecond(Long.parseLong(parts[0]));
    Set<Own> own =
        Arrays.stream(parts).skip(1).map(Own::valueOf).collect(Collectors.toUnmodifiableSet());
    return now.isBefore(until)
        ? Optional.of(new Things(new Shown(own, Optional.empty(), false), until))
        : Optional.empty();
  }

  /** The page's address, with what was shown. */
  String address(Things things, Visit visit) {
    return things.whole().own().isEmpty()
        ? PhoneController.PATH
        : PhoneController.PATH + "?had=" + had(things) + "&proof=" + proof(things, visit);
  }

  String had(Things things) {
    return things.until().getEpochSecond()
        + things.whole().own().stream()
            .sorted()
            .map(own -> BETWEEN + own.name())
            .collect(Collectors.joining());
  }

  String proof(Things things, Visit visit) {
    return proofs.of(visit.form(meaning(had(things))), visit.request(), visit.response());
  }

  private static String meaning(String had) {
    return "had " + had;
  }

  private static String text(@org.jspecify.annotations.Nullable String parameter) {
    return parameter == null ? "" : parameter;
  }
}
