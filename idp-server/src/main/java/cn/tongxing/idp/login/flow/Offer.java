package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.PasswordCredentials.Change;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.session.InSession;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * A credential for next time, for a browser that has just been signed in: the session of this very
 * sign-in must come with the request, the page alone is no evidence.
 */
@Component
class Offer {

  private final PasskeyCredentials passkeys;
  private final PasswordCredentials passwords;
  private final Sessions sessions;
  private final InSession inSession;
  private final InstantSource clock;

  Offer(
      PasskeyCredentials passkeys,
      PasswordCredentials passwords,
      Sessions sessions,
      InSession inSession,
      InstantSource clock) {
    this.passkeys = passkeys;
    this.passwords = passwords;
    this.sessions = sessions;
    this.inSession = inSession;
    this.clock = clock;
  }

  Stage.Offer begin(Result.SignedIn signedIn) {
    return new Stage.Offer(
        signedIn.person(),
        Optional.of(passkeys.register(signedIn.person())),
        signedIn.cookie(),
        Problem.none());
  }

  Turn answer(Transaction transaction, Stage.Offer offer, Action action, Visitor visitor) {
    Optional<SsoSession> session = session(transaction, offer, visitor);
    if (action.is("skip") || action.is("cancel") || session.isEmpty()) {
      return Turn.to(done(transaction, offer));
    }
    SsoSession here = session.get();
    if (here.authentications().of(transaction.id()).justNow(clock.instant()).isEmpty()) {
      return Turn.to(again(transaction, offer, "offer.late"));
    }
    return switch (action.name()) {
      case Proofs.PASSKEY -> passkey(transaction, offer, action, here, visitor);
      case Proofs.PASSWORD ->
          isEnough(transaction, here, Factor.PASSWORD)
              ? password(transaction, offer, action, here, visitor)
              : Turn.to(transaction);
      default -> Turn.to(transaction);
    };
  }

  private Optional<SsoSession> session(
      Transaction transaction, Stage.Offer offer, Visitor visitor) {
    return sessions
        .find(visitor.sessionCookie())
        .filter(session -> session.signIn().equals(transaction.id()))
        .filter(session -> session.person().equals(offer.person()));
  }

  /** Whether a new factor of this kind is what is missing; any will do where nothing is. */
  private static boolean isEnough(Transaction transaction, SsoSession session, Factor factor) {
    Set<Factor> all = EnumSet.of(factor);
    all.addAll(session.factors());
    return transaction
        .missing()
        .filter(each -> !AuthenticationAssurance.of(all).atLeast(each.wanted().authentication()))
        .isEmpty();
  }

  private Turn passkey(
      Transaction transaction, Stage.Offer offer, Action action, SsoSession here, Visitor visitor) {
    Optional<Boolean> bound =
        inSession.does(
            here,
            () ->
                offer
                    .passkey()
                    .filter(ceremony -> binds(offer.person(), ceremony, action, visitor))
                    .isPresent());
    if (bound.isEmpty()) {
      return Turn.to(done(transaction, offer)); // ended meanwhile
    }
    return bound.get()
        ? set(transaction, offer, here, Proofs.PASSKEY, Factor.SOFTWARE_KEY, visitor)
        : Turn.to(again(transaction, offer, "passkey.failed"));
  }

  private boolean binds(
      PersonId person, PasskeyCredentials.Ceremony ceremony, Action action, Visitor visitor) {
    return passkeys.finishRegistration(
        person,
        ceremony.challenge(),
        action.field("credential"),
        PasskeyCredentials.label(visitor.prover().onPhone()),
        visitor.origin());
  }

  private Turn password(
      Transaction transaction, Stage.Offer offer, Action action, SsoSession here, Visitor visitor) {
    String password = action.fields().getOrDefault("new_password", "");
    Change change =
        passwords.set(
            offer.person(),
            password,
            Optional.of(transaction.id()),
            () -> inSession.goesOn(here),
            visitor.origin());
    return switch (change) {
      case ACCEPTED -> set(transaction, offer, here, Proofs.PASSWORD, Factor.PASSWORD, visitor);
      case TOO_SHORT -> Turn.to(again(transaction, offer, "password.short", "8"));
      case TOO_LONG -> Turn.to(again(transaction, offer, "password.long", "256"));
      case COMMON -> Turn.to(again(transaction, offer, "password.common"));
      case PERSONAL -> Turn.to(again(transaction, offer, "password.personal"));
      // nothing was set, so nothing was shown; seen at their own page
      case PHONE_WAITS, ENDED_MEANWHILE -> Turn.to(done(transaction, offer));
    };
  }

  /**
   * What was set just now has been shown by it, where it was missing: the session goes on under
   * another cookie.
   */
  private Turn set(
      Transaction transaction,
      Stage.Offer offer,
      SsoSession here,
      String method,
      Factor factor,
      Visitor visitor) {
    Transaction next = done(transaction, offer);
    if (transaction.missing().isEmpty()) {
      return Turn.to(next);
    }
    return sessions
        .goOn(
            new Sessions.Authenticated(here.person(), next.id(), method, Set.of(factor)),
            here,
            visitor.origin())
        .map(Sessions.Started::cookieValue)
        .map(cookie ->
            Turn.goesOn(
                next.silently(new Stage.Done(cookie, clock.instant())).lacking(Optional.empty()),
                cookie))
        .orElseGet(() -> Turn.to(next)); // ended meanwhile: as for whoever comes without it
  }

  /** A challenge is answered once: the page comes back with a new one. */
  private Transaction again(
      Transaction transaction, Stage.Offer offer, String key, String... arguments) {
    String field = key.startsWith("password") ? "new_password" : "";
    Problem problem = new Problem(key, List.of(arguments), field);
    return transaction.at(
        new Stage.Offer(
            offer.person(),
            Optional.of(passkeys.register(offer.person())),
            offer.cookie(),
            Optional.of(problem)));
  }

  private Transaction done(Transaction transaction, Stage.Offer offer) {
    return transaction.at(new Stage.Done(offer.cookie(), clock.instant()));
  }
}
