package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.PasswordCredentials.Change;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.SettledWays;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.login.ShownJustNow;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.session.InSession;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
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
  private final InSession inSession;
  private final TakeOvers takeOvers;
  private final SettledWays ways;
  private final ShownJustNow justNow;
  private final PhoneChanges changes;
  private final TransactionOperations database;
  private final InstantSource clock;

  Offer(
      PasskeyCredentials passkeys,
      PasswordCredentials passwords,
      Sessions sessions,
      InSession inSession,
      TakeOvers takeOvers,
      SettledWays ways,
      ShownJustNow justNow,
      PhoneChanges changes,
      TransactionOperations database,
      InstantSource clock) {
    this.passkeys = passkeys;
    this.passwords = passwords;
    this.sessions = sessions;
    this.inSession = inSession;
    this.takeOvers = takeOvers;
    this.ways = ways;
    this.justNow = justNow;
    this.changes = changes;
    this.database = database;
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
    if (action.is("skip") || session.isEmpty()) {
      return Turn.to(done(transaction, offer));
    }
    SsoSession here = session.get();
    // before it is looked at again, with the person held
    int ways = transaction.missing().isEmpty() ? 0 : takeOvers.ways(here.person());
    BooleanSupplier mayAdd = mayAdd(transaction, here);
    if (here.authentications().sinceBegun(transaction.id()).justNow(clock.instant()).isEmpty()
        || !mayAdd.getAsBoolean()) {
      return Turn.to(again(transaction, offer, "offer.late"));
    }
    return switch (action.name()) {
      case Proofs.PASSKEY -> passkey(transaction, offer, action, here, mayAdd, ways, visitor);
      case Proofs.PASSWORD ->
          isEnough(transaction, here, Factor.PASSWORD)
              ? password(transaction, offer, action, here, mayAdd, ways, visitor)
              : Turn.to(transaction);
      default -> Turn.to(transaction);
    };
  }

  /**
   * What opens an account sets its first ways, for as long as it was shown just now, whatever else
   * was since; of one that was there before one kind sets none, which is asked where it is set too.
   */
  private BooleanSupplier mayAdd(Transaction transaction, SsoSession here) {
    boolean opened = opened(transaction, here.person());
    return () -> opened || justNow.mayChangeWays(here);
  }

  /**
   * Whether the account was opened in this sign-in, just now: by its last step or an earlier one.
   */
  boolean opened(Transaction transaction, PersonId person) {
    Instant since = clock.instant().minus(AccountRule.FRESH);
    return ways.openedIn(person, transaction.id()).filter(at -> !at.isBefore(since)).isPresent();
  }

  private Optional<SsoSession> session(
      Transaction transaction, Stage.Offer offer, Visitor visitor) {
    return sessions
        .find(visitor.sessionCookie())
        .filter(session -> session.includes(transaction.id()))
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
      Transaction transaction,
      Stage.Offer offer,
      Action action,
      SsoSession here,
      BooleanSupplier mayAdd,
      int ways,
      Visitor visitor) {
    Optional<Optional<UUID>> bound =
        inSession.does(
            here,
            () ->
                offer
                    .passkey()
                    .filter(_ -> mayAdd.getAsBoolean())
                    .flatMap(ceremony ->
                        bound(
                            offer.person(),
                            ceremony,
                            action,
                            visitor,
                            visitor.in(here, transaction))));
    if (bound.isEmpty()) {
      return Turn.to(done(transaction, offer)); // ended meanwhile
    }
    return bound.get().isPresent()
        ? set(
            transaction, offer, here, ways, authenticated(here, transaction, bound.get()), visitor)
        : Turn.to(again(transaction, offer, unset(here, mayAdd)));
  }

  /** Why no passkey was set. */
  private String unset(SsoSession here, BooleanSupplier mayAdd) {
    if (changes.waiting(here.person()).isPresent()) {
      return "offer.phone-waits";
    }
    return mayAdd.getAsBoolean() ? "passkey.failed" : "offer.late";
  }

  private Optional<UUID> bound(
      PersonId person,
      PasskeyCredentials.Ceremony ceremony,
      Action action,
      Visitor visitor,
      RequestOrigin origin) {
    return passkeys.bind(
        person,
        ceremony.challenge(),
        action.field("credential"),
        PasskeyCredentials.label(visitor.prover().onPhone()),
        origin);
  }

  private Turn password(
      Transaction transaction,
      Stage.Offer offer,
      Action action,
      SsoSession here,
      BooleanSupplier mayAdd,
      int ways,
      Visitor visitor) {
    String password = action.fields().getOrDefault("new_password", "");
    Change change =
        passwords.set(
            offer.person(),
            password,
            Optional.of(transaction.id()),
            () -> inSession.goesOn(here) && mayAdd.getAsBoolean(),
            visitor.in(here, transaction));
    return switch (change) {
      case ACCEPTED ->
          set(transaction, offer, here, ways, authenticated(here, transaction), visitor);
      case TOO_SHORT -> Turn.to(again(transaction, offer, "password.short", "8"));
      case TOO_LONG -> Turn.to(again(transaction, offer, "password.long", "256"));
      case CONTROL -> Turn.to(again(transaction, offer, "password.control"));
      case BLANK -> Turn.to(again(transaction, offer, "password.spaces"));
      case COMMON -> Turn.to(again(transaction, offer, "password.common"));
      case PERSONAL -> Turn.to(again(transaction, offer, "password.personal"));
      case PHONE_WAITS -> Turn.to(again(transaction, offer, "offer.phone-waits"));
      // nothing was set, so nothing was shown; seen at their own page
      case ENDED_MEANWHILE -> Turn.to(done(transaction, offer));
    };
  }

  private static Sessions.Authenticated authenticated(SsoSession here, Transaction transaction) {
    return new Sessions.Authenticated(
        here.person(), transaction.id(), Proofs.PASSWORD, Set.of(Factor.PASSWORD));
  }

  private static Sessions.Authenticated authenticated(
      SsoSession here, Transaction transaction, Optional<UUID> passkey) {
    return new Sessions.Authenticated(
        here.person(),
        transaction.id(),
        Proofs.PASSKEY,
        Set.of(Factor.SOFTWARE_KEY),
        Optional.empty(),
        List.of(),
        passkey,
        Optional.empty());
  }

  /**
   * What was set just now has been shown by it, where it was missing: the session goes on under
   * another cookie.
   */
  private Turn set(
      Transaction transaction,
      Stage.Offer offer,
      SsoSession here,
      int ways,
      Sessions.Authenticated shown,
      Visitor visitor) {
    Transaction next = done(transaction, offer);
    if (transaction.missing().isEmpty()) {
      return Turn.to(next);
    }
    return goOn(shown, here, ways, visitor)
        .map(Sessions.Started::cookieValue)
        .map(cookie ->
            Turn.goesOn(
                next.silently(new Stage.Done(cookie, clock.instant())).lacking(Optional.empty()),
                cookie))
        .orElseGet(() -> Turn.to(next)); // ended meanwhile: as for whoever comes without it
  }

  /**
   * Only while what was set is still there: removed or replaced from another browser meanwhile, it
   * has been shown by nobody, and whoever removes it waits here or is seen here.
   *
   * @param ways from before it was set
   */
  private Optional<Sessions.Started> goOn(
      Sessions.Authenticated set, SsoSession here, int ways, Visitor visitor) {
    return database.execute(status ->
        takeOvers.mayStart(set.person(), set.signIn(), ways) == TakeOvers.Start.ALLOWED
            ? sessions.goOn(set, here, visitor.origin())
            : Optional.<Sessions.Started>empty());
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
