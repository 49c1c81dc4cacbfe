package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.transaction.Missing;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Action;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What a browser that has just been signed in is offered, or told, before it goes on. */
@Component
class AfterSignIn {

  private final StillMissing still;
  private final Offer offer;
  private final TellLinked linked;
  private final InstantSource clock;

  AfterSignIn(StillMissing still, Offer offer, TellLinked linked, InstantSource clock) {
    this.still = still;
    this.offer = offer;
    this.linked = linked;
    this.clock = clock;
  }

  Turn begin(Transaction transaction, Result.SignedIn signedIn, Visitor visitor) {
    // a machine that others use next is no place to make up a password, whoever asks for one
    boolean here = visitor.kiosk().isEmpty();
    Optional<Missing> unset =
        here ? still.toBind(transaction, signedIn.person(), signedIn.cookie()) : Optional.empty();
    Transaction next = transaction.lacking(unset);
    Stage stage =
        (here && isNew(transaction, signedIn)) || unset.isPresent()
            ? offer.begin(signedIn)
            : lastly(transaction, signedIn.person(), signedIn.cookie());
    return Turn.signedIn(next.at(stage), signedIn);
  }

  /** Also whose account was opened by an earlier step. */
  private boolean isNew(Transaction transaction, Result.SignedIn signedIn) {
    return signedIn.isNew()
        || (hadSteps(transaction) && offer.opened(transaction, signedIn.person()));
  }

  private static boolean hadSteps(Transaction transaction) {
    return transaction.proving().first().isPresent();
  }

  private Stage lastly(Transaction transaction, PersonId person, String cookie) {
    return linked
        .begin(transaction, person, cookie)
        .orElseGet(() -> new Stage.Done(cookie, clock.instant()));
  }

  /**
   * Whether the offer was taken, left or came too late: what was linked is told all the same. An
   * offer by which nothing was missing is of a new account: if that has just begun, there is
   * nothing to tell.
   */
  private Turn afterOffer(Transaction asked, PersonId person, Turn turn) {
    return (asked.missing().isPresent() || hadSteps(asked))
            && turn.next().stage() instanceof Stage.Done(String cookie, _)
        ? turn.showing(lastly(turn.next(), person, cookie))
        : turn;
  }

  /** Empty where the sign-in goes on. */
  Optional<Turn> answer(Transaction transaction, Action action, Visitor visitor) {
    return switch (transaction.stage()) {
      case Stage.Done _ -> Optional.of(Turn.to(transaction));
      case Stage.Offer asked ->
          Optional.of(
              afterOffer(
                  transaction, asked.person(), offer.answer(transaction, asked, action, visitor)));
      case Stage.Linked told -> Optional.of(linked.answer(transaction, told, action, visitor));
      case Stage.Choosing _, Stage.Asked _ -> Optional.empty();
    };
  }
}
