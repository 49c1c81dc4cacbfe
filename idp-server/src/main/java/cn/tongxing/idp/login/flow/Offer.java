package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.PasswordCredentials.Change;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A credential for next time, for a browser that has just been signed in: the session of this very
 * sign-in must come with the request, the page alone is no evidence.
 */
@Component
class Offer {

  private final PasskeyCredentials passkeys;
  private final PasswordCredentials passwords;
  private final Sessions sessions;
  private final TransactionOperations database;
  private final InstantSource clock;

  Offer(
      PasskeyCredentials passkeys,
      PasswordCredentials passwords,
      Sessions sessions,
      TransactionOperations database,
      InstantSource clock) {
    this.passkeys = passkeys;
    this.passwords = passwords;
    this.sessions = sessions;
    this.database = database;
    this.clock = clock;
  }

  Stage.Offer begin(Completion.Result.SignedIn signedIn) {
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
    Transaction next =
        switch (action.name()) {
          case "passkey" -> passkey(transaction, offer, action, visitor);
          case "password" ->
              isEnough(transaction, session.get(), Factor.PASSWORD)
                  ? password(transaction, offer, action, visitor)
                  : transaction;
          default -> transaction;
        };
    return transaction.missing().isPresent() && next.stage() instanceof Stage.Done
        ? shown(next, session.get(), action.name(), visitor)
        : Turn.to(next);
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

  /** What was set just now has been shown by it: the session goes on under another cookie. */
  private Turn shown(Transaction next, SsoSession session, String method, Visitor visitor) {
    Factor factor = method.equals(Proofs.PASSKEY) ? Factor.SOFTWARE_KEY : Factor.PASSWORD;
    return sessions
        .goOn(
            new Sessions.Authenticated(session.person(), next.id(), method, Set.of(factor)),
            session,
            visitor.origin())
        .map(Sessions.Started::cookieValue)
        .map(cookie ->
            Turn.goesOn(
                next.silently(new Stage.Done(cookie, clock.instant())).lacking(Optional.empty()),
                cookie))
        .orElseGet(() -> Turn.to(next)); // ended meanwhile: as for whoever comes without it
  }

  private Transaction passkey(
      Transaction transaction, Stage.Offer offer, Action action, Visitor visitor) {
    boolean bound =
        offer
            .passkey()
            .filter(ceremony -> binds(transaction, offer, ceremony, action, visitor))
            .isPresent();
    return bound ? done(transaction, offer) : again(transaction, offer, "passkey.failed");
  }

  /** The registration holds the person's row; a session that ended before that undoes it. */
  private boolean binds(
      Transaction transaction,
      Stage.Offer offer,
      PasskeyCredentials.Ceremony ceremony,
      Action action,
      Visitor visitor) {
    return Boolean.TRUE.equals(
        database.execute(status -> {
          boolean bound =
              passkeys.finishRegistration(
                  offer.person(),
                  ceremony.challenge(),
                  action.field("credential"),
                  PasskeyCredentials.label(visitor.prover().onPhone()),
                  visitor.origin());
          if (bound && !isStillIn(transaction, offer, visitor)) {
            status.setRollbackOnly();
            return false;
          }
          return bound;
        }));
  }

  private boolean isStillIn(Transaction transaction, Stage.Offer offer, Visitor visitor) {
    return session(transaction, offer, visitor).isPresent();
  }

  private Transaction password(
      Transaction transaction, Stage.Offer offer, Action action, Visitor visitor) {
    String password = action.fields().getOrDefault("new_password", "");
    Change change =
        passwords.set(
            offer.person(),
            password,
            Optional.of(transaction.id()),
            () -> isStillIn(transaction, offer, visitor),
            visitor.origin());
    return switch (change) {
      case ACCEPTED -> done(transaction, offer);
      case TOO_SHORT -> again(transaction, offer, "password.short", "8");
      case TOO_LONG -> again(transaction, offer, "password.long", "256");
      case COMMON -> again(transaction, offer, "password.common");
      case PERSONAL -> again(transaction, offer, "password.personal");
      case PHONE_WAITS, ENDED_MEANWHILE -> done(transaction, offer); // seen at their own page
    };
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
