package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.PhoneChanges.Outcome;
import cn.tongxing.idp.login.ShownJustNow;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.InSession;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * A phone was proven for the account of the person who is signed in: asked for in the transaction
 * that uses the request up, which holds the person, the request's mark, and then what the change
 * ends (ADR 0020). The session of the person must come with it, the page alone is no evidence.
 */
@Component
class TakePhone {

  private final PhoneChanges changes;
  private final ShownJustNow shown;
  private final Sessions sessions;
  private final SpentSignIns spent;
  private final InSession inSession;
  private final InstantSource clock;

  TakePhone(
      PhoneChanges changes,
      ShownJustNow shown,
      Sessions sessions,
      SpentSignIns spent,
      InSession inSession,
      InstantSource clock) {
    this.changes = changes;
    this.shown = shown;
    this.sessions = sessions;
    this.spent = spent;
    this.inSession = inSession;
    this.clock = clock;
  }

  Turn take(Transaction transaction, Visitor visitor) {
    if (!(transaction.request().purpose() instanceof Purpose.NewPhone wish)) {
      return done(transaction);
    }
    Optional<SsoSession> here = here(wish, visitor);
    if (here.isEmpty()) {
      return done(transaction);
    }
    PhoneNumber phone = transaction.proving().phone().orElseThrow();
    return inSession
        .does(
            here.get(),
            () -> changes.hold(wish.person(), phone),
            () -> ask(here.get(), phone, transaction, visitor),
            Asked::stays)
        .map(Asked::next)
        .orElseGet(() -> done(transaction));
  }

  /**
   * @param stays whether what was done is kept
   */
  private record Asked(Turn next, boolean stays) {}

  private Asked ask(SsoSession here, PhoneNumber phone, Transaction transaction, Visitor visitor) {
    Shown now = shown.of(here);
    if (changes.shownAgain(here.person(), phone, now)) {
      return new Asked(again(transaction, "phone.change.same"), true);
    }
    if (!spent.spend(transaction.id(), clock.instant())) {
      return new Asked(done(transaction), false);
    }
    // whose sign-in: its session goes on
    Outcome outcome =
        changes.ask(here.person(), phone, now, here.signIn(), visitor.in(here, transaction));
    boolean asked = outcome instanceof Outcome.Changed || outcome instanceof Outcome.Waits;
    return new Asked(next(transaction, outcome), asked);
  }

  private Optional<SsoSession> here(Purpose.NewPhone wish, Visitor visitor) {
    return sessions
        .find(visitor.sessionCookie())
        .filter(session -> session.person().equals(wish.person()));
  }

  private Turn next(Transaction transaction, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Changed _, Outcome.Waits _, Outcome.WaitsAlready _, Outcome.Nobody _ ->
          done(transaction);
      case Outcome.TheirsAlready _ -> again(transaction, "phone.change.same");
      case Outcome.NoRoom _ -> again(transaction, "phone.change.full");
      case Outcome.AtCounter _ ->
          Dispatcher.refused(transaction, Problem.page("phone.change.counter"));
      case Outcome.NotShown _ ->
          Dispatcher.refused(transaction, Problem.page("phone.change.not-shown"));
    };
  }

  /** Another number may be typed. */
  private static Turn again(Transaction transaction, String key) {
    Problem problem = new Problem(key, List.of(), "phone");
    String typed = transaction.proving().typed().getOrDefault("phone", "");
    return Turn.to(
        transaction
            .with(transaction.proving().withoutPhone())
            .at(new Stage.Asked(new Ask.Phone(typed, Optional.of(problem)))));
  }

  private Turn done(Transaction transaction) {
    return Turn.to(transaction.at(new Stage.Done("", clock.instant())));
  }
}
