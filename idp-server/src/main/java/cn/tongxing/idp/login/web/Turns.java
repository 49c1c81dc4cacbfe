package cn.tongxing.idp.login.web;

import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.flow.Turn;
import cn.tongxing.idp.login.flow.Visitor;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.login.transaction.Transactions;
import cn.tongxing.idp.login.transaction.Transactions.Claim;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Prover;
import cn.tongxing.idp.session.Browsers;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.Kiosks.Kiosk;
import cn.tongxing.idp.session.Origins;
import cn.tongxing.idp.session.OwnCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Runs actions on claimed transactions, stores what came of them, and answers the browser. */
@Component
class Turns {

  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  /** As long as an upstream may take to answer the page that looks for news, and a little more. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private static final long PAUSE = Duration.ofMillis(100).toNanos();

  private final Transactions transactions;
  private final Browsers browsers;
  private final KnownBrowserCookie known;
  private final InstantSource clock;

  Turns(
      Transactions transactions, Browsers browsers, KnownBrowserCookie known, InstantSource clock) {
    this.transactions = transactions;
    this.browsers = browsers;
    this.known = known;
    this.clock = clock;
  }

  /**
   * Claims for somebody who pressed or came back. What is under way is waited for a moment, lest
   * what they typed be lost to a page that only looked for news; a page that is over is not.
   */
  Optional<Claim> claim(SignInId id, OptionalLong page) {
    Optional<Claim> claim = transactions.claim(id, page, clock.instant());
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (isBusy(claim, page) && System.nanoTime() - until < 0) {
      LockSupport.parkNanos(PAUSE);
      claim = transactions.claim(id, page, clock.instant());
    }
    return claim;
  }

  private static boolean isBusy(Optional<Claim> claim, OptionalLong page) {
    return claim.orElse(null) instanceof Claim.NotNow(Transaction transaction)
        && (page.isEmpty() || page.getAsLong() == transaction.page())
        && !Thread.currentThread().isInterrupted();
  }

  /** An action of another browser changes nothing; one that breaks leaves all as it was. */
  Turn take(
      Claim.Held held, HttpServletRequest http, BiFunction<Transaction, Visitor, Turn> action) {
    Transaction transaction = held.transaction();
    Turn turn = Turn.to(transaction);
    try {
      if (isOwn(transaction, http)) {
        turn = action.apply(transaction, visitor(transaction, http));
      }
    } finally {
      store(turn, held);
    }
    return turn;
  }

  /** A claim that was lost to time stores nothing; a session that was started stays good. */
  private void store(Turn turn, Claim.Held held) {
    if (!transactions.save(turn.next(), held.revision(), clock.instant())) {
      LOG.warn("sign-in {}: the claim was lost before its end", turn.next().id());
    }
  }

  boolean isOwn(Transaction transaction, HttpServletRequest http) {
    return browsers
        .known(http)
        .filter(own -> Arrays.equals(own, transaction.browser()))
        .isPresent();
  }

  /** Where the browser goes after an action. */
  static ModelAndView next(Turn turn, HttpServletRequest http, HttpServletResponse answer) {
    hand(turn, http, answer);
    return switch (turn.next().stage()) {
      case Stage.Asked(Ask.Away away) -> Redirects.to(away.uri().toString());
      case Stage.Done done -> Redirects.to(turn.next().request().returnTo());
      default -> Redirects.to(SignInController.path(turn.next()));
    };
  }

  /**
   * Hands out the session of a sign-in that was completed just now, and the browser's long-lived
   * mark.
   */
  static void hand(Turn turn, HttpServletRequest http, HttpServletResponse answer) {
    if (!turn.sessionCookie().isEmpty()) {
      OwnCookie.SESSION.hand(answer, turn.sessionCookie());
      LastWay.remember(http, answer, nextTime(turn.next()));
    }
    if (!turn.mark().isEmpty()) {
      OwnCookie.KNOWN.hand(answer, turn.mark());
    }
  }

  /** Who registered by proof and phone comes back by the phone. */
  private static String nextTime(Transaction transaction) {
    boolean signedInNow =
        transaction.stage() instanceof Stage.Offer || transaction.stage() instanceof Stage.Linked;
    return signedInNow && transaction.proving().phone().isPresent() ? "sms" : transaction.way();
  }

  Visitor visitor(Transaction transaction, HttpServletRequest http) {
    Optional<Kiosk> kiosk = Kiosks.at(http);
    return new Visitor(
        new Prover(
            place(kiosk.isPresent(), http),
            transaction.browser(),
            kiosk.flatMap(Kiosk::key),
            Origins.onPhone(http),
            transaction.request().locale(),
            transaction.request().department().in(transaction.request().locale()),
            transaction.request().client(),
            transaction.needs()),
        OwnCookie.SESSION.of(http).orElse(""),
        kiosk.isPresent() ? Optional.empty() : Optional.of(known.mark(http)),
        kiosk);
  }

  private Place place(boolean isKiosk, HttpServletRequest http) {
    return isKiosk
        ? Place.everybodys(Origins.of(http))
        : new Place(Origins.of(http), known.presented(http));
  }
}
