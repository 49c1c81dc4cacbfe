package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.idp.identity.PasskeyCredentials.Ceremony;
import cn.tongxing.idp.identity.Whose;
import cn.tongxing.idp.login.SignInRequest;
import cn.tongxing.idp.login.transaction.Missing;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.proofing.Purpose;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The one place that knows what follows what. Takes a claimed transaction and what happened, lets
 * the room for proving judge it, and goes on until there is a page to show. What a stage does not
 * ask for changes nothing: it leads back to the page that is due.
 */
@Component
public class Dispatcher {

  /** No button that means anything. */
  private static final Action NOTHING = new Action("", Map.of());

  private final Ways ways;
  private final Proofs proofs;
  private final Completion completion;
  private final AfterSignIn after;
  private final StillMissing still;
  private final ConfirmOwner confirm;
  private final TakePhone takePhone;
  private final ThawAccount thaw;
  private final TellFrozen frozen;
  private final TransactionOperations database;
  private final InstantSource clock;

  Dispatcher(
      Ways ways,
      Proofs proofs,
      Completion completion,
      AfterSignIn after,
      StillMissing still,
      ConfirmOwner confirm,
      TakePhone takePhone,
      ThawAccount thaw,
      TellFrozen frozen,
      TransactionOperations database,
      InstantSource clock) {
    this.ways = ways;
    this.proofs = proofs;
    this.completion = completion;
    this.after = after;
    this.still = still;
    this.confirm = confirm;
    this.takePhone = takePhone;
    this.thaw = thaw;
    this.frozen = frozen;
    this.database = database;
    this.clock = clock;
  }

  /** A new transaction at its first page. */
  public Transaction begin(SignInRequest request, byte[] browser) {
    if (request.purpose() instanceof Purpose.NewPhone) {
      Stage first = new Stage.Asked(new Ask.Phone("", Problem.none()));
      Transaction begun = Transaction.begun(request, browser, first);
      return begun.with(begun.proving().on(Proofs.SMS));
    }
    Optional<Missing> missing = confirm.atFirst(request);
    Transaction empty =
        Transaction.begun(request, browser, new Stage.Choosing(Optional.empty(), Problem.none()))
            .lacking(missing);
    return Transaction.begun(request, browser, ways.choice(empty, Problem.none())).lacking(missing);
  }

  /** A button was pressed on the page that is shown. */
  public Turn act(Transaction transaction, Action action, Visitor visitor) {
    if (visitor.mayNot(action)) {
      return Turn.to(transaction);
    }
    Optional<Turn> over = after.answer(transaction, action, visitor);
    if (over.isPresent()) {
      return over.get();
    }
    if (action.way().isPresent()) {
      return choose(transaction, action.way().get(), action, visitor);
    }
    if (action.is(Proofs.PASSKEY)
        && transaction.stage().asksForPasskey()
        && transaction.request().purpose().whose() == Whose.ACTIVE) {
      return together(() -> answer(transaction, action, visitor));
    }
    return switch (action.name()) {
      case "other-ways" -> otherWays(transaction, visitor);
      case "cancel" -> cancel(transaction, visitor);
      case "restart" -> restart(transaction, visitor);
      case GoingOn.ACTION -> goOnWithout(transaction, visitor);
      default -> answer(transaction, action, visitor);
    };
  }

  /**
   * The passkey's counter moves in the transaction that completes the sign-in; a thaw, which may be
   * undone with its sign-in, has one of its own.
   */
  private Turn together(Supplier<Turn> work) {
    Turn done =
        database.execute(status -> {
          Turn turn = work.get();
          if (turn.spent()) {
            status.setRollbackOnly();
          }
          return turn;
        });
    return Objects.requireNonNull(done);
  }

  /** Whether the action only turns to a built-in way: nothing is done, so it needs no claim. */
  public boolean turnsOnly(Transaction transaction, Action action) {
    return transaction.proving().phone().isEmpty()
        && transaction.missing().isEmpty()
        && !transaction.isOver()
        && !waitsForUpstream(transaction)
        && action.way().filter(Ways.BUILT_IN::contains).isPresent()
        && !Ways.bringsFields(action);
  }

  private Turn answer(Transaction transaction, Action action, Visitor visitor) {
    return switch (transaction.stage()) {
      case Stage.Choosing(Optional<Ceremony> passkey, _)
          when passkey.isPresent() && action.is(Proofs.PASSKEY) ->
          resolve(
              transaction,
              proofs.passkey(
                  transaction.proving(), passkey.get().challenge(), action, visitor.prover()),
              visitor);
      case Stage.Asked(Ask ask) ->
          resolve(
              transaction,
              proofs.answer(transaction.proving(), ask, action, visitor.prover()),
              visitor);
      case Stage.Choosing _, Stage.Offer _, Stage.Linked _, Stage.Done _ -> Turn.to(transaction);
    };
  }

  private Turn choose(Transaction transaction, String way, Action action, Visitor visitor) {
    if (!ways.offers(transaction, way)) {
      Optional<Problem> why = ConfirmOwner.why(transaction, way);
      return why.isPresent() ? choice(transaction, why) : Turn.to(transaction);
    }
    Transaction left = leave(transaction, visitor);
    boolean typed = transaction.stage() instanceof Stage.Choosing && Ways.bringsFields(action);
    return typed && !(way.equals(Proofs.SMS) && still.second(left).isPresent())
        ? typed(left, way, action.submitted(), visitor)
        : start(left, way, visitor); // a second code goes to the person's own phone
  }

  private Turn typed(Transaction transaction, String way, Action action, Visitor visitor) {
    Proving chosen = transaction.proving().on(way);
    Ask asked =
        way.equals(Proofs.SMS)
            ? new Ask.Phone("", Problem.none())
            : new Ask.Password("", Optional.empty(), Problem.none());
    return resolve(transaction, proofs.answer(chosen, asked, action, visitor.prover()), visitor);
  }

  private Turn start(Transaction transaction, String way, Visitor visitor) {
    Proving proving = transaction.proving();
    Progress begun =
        Optional.of(way)
            .filter(Proofs.SMS::equals)
            .flatMap(_ -> still.second(transaction))
            .map(code ->
                proofs.secondFactor(proving.on(way), code.first(), code.phone(), visitor.prover()))
            .orElseGet(() -> proofs.start(proving, way, visitor.prover()));
    return resolve(transaction, begun, visitor);
  }

  private Turn restart(Transaction transaction, Visitor visitor) {
    Proving proving = transaction.proving();
    return switch (transaction.ask().orElse(null)) {
      case Ask.Scan scan ->
          resolve(transaction, proofs.anotherScan(proving, scan, visitor.prover()), visitor);
      case Ask.Capture capture when capture.agreed() ->
          resolve(transaction, proofs.anotherCapture(proving, capture, visitor.prover()), visitor);
      case null, default -> choose(transaction, transaction.way(), NOTHING, visitor);
    };
  }

  /** Where a page was that something was pressed on: this step, or one looked at before. */
  public Transaction from(Transaction transaction, String step, Visitor visitor) {
    if (!Steps.before(transaction).contains(step)) {
      return transaction;
    }
    return switch (step) {
      case Steps.PHONE, Steps.TAIL ->
          LookBack.ofStep(transaction).at(LookBack.stage(transaction, step));
      case Steps.FORM, Steps.PASSWORD ->
          choose(transaction, transaction.way(), NOTHING, visitor).next();
      default -> otherWays(transaction, visitor).next();
    };
  }

  /** A level that was only wished, and that the person does not care to reach. */
  private Turn goOnWithout(Transaction transaction, Visitor visitor) {
    return GoingOn.without(transaction)
        .map(shown -> ended(transaction, completion.signIn(transaction, shown, visitor), visitor))
        .or(() -> completion.goesOn(transaction, visitor))
        .or(() -> GoingOn.inSession(transaction).map(_ -> sessionOver(transaction, visitor)))
        .orElse(Turn.to(transaction));
  }

  /** The session that it began beside has ended: what is missing is all that a sign-in asks for. */
  private Turn sessionOver(Transaction transaction, Visitor visitor) {
    return choice(
        leave(transaction, visitor).lacking(Optional.empty()),
        Optional.of(Problem.page("session.over")));
  }

  /** Back to the choice; what was typed and proven stays. */
  public Turn otherWays(Transaction transaction, Visitor visitor) {
    if (transaction.request().purpose() instanceof Purpose.NewPhone && !transaction.isOver()) {
      return start(transaction, Proofs.SMS, visitor); // there is nothing to choose
    }
    return transaction.isOver()
        ? Turn.to(transaction)
        : choice(leave(transaction, visitor), Problem.none());
  }

  private Turn choice(Transaction transaction, Optional<Problem> problem) {
    Transaction chosen = transaction.with(transaction.proving().on("").tail(Optional.empty()));
    return Turn.to(chosen.at(ways.choice(chosen, problem)));
  }

  private Turn cancel(Transaction transaction, Visitor visitor) {
    return Turn.to(leave(transaction, visitor).at(new Stage.Done("", clock.instant())));
  }

  private Transaction leave(Transaction transaction, Visitor visitor) {
    Proving proving = transaction.proving();
    transaction.ask().ifPresent(ask -> proofs.leave(proving, ask, visitor.prover()));
    return transaction;
  }

  /** The browser came back from the upstream; an answer that nobody asked for changes nothing. */
  public Turn callback(
      Transaction transaction, Map<String, List<String>> parameters, Visitor visitor) {
    return transaction
        .ask()
        .map(ask ->
            resolve(
                transaction,
                proofs.callback(transaction.proving(), ask, parameters, visitor.prover()),
                visitor))
        .orElse(Turn.to(transaction));
  }

  /** Whether it is time to ask the upstream whether there is news. */
  public boolean isDue(Transaction transaction) {
    return transaction.ask().filter(ask -> ask.isDue(clock.instant())).isPresent();
  }

  /** The page that waits asked. */
  public Turn poll(Transaction transaction, Visitor visitor) {
    return transaction
        .ask()
        .filter(ask -> ask.isDue(clock.instant()))
        .map(ask ->
            resolve(
                transaction, proofs.poll(transaction.proving(), ask, visitor.prover()), visitor))
        .orElse(Turn.to(transaction));
  }

  /**
   * What a message of the upstream's server led to.
   *
   * @param acknowledgement what to answer; empty if the message was not accepted
   */
  public record Notice(Transaction next, Optional<String> acknowledgement) {}

  /** A message of the upstream's server came. The person's next poll finishes the step. */
  public Notice notified(
      Transaction transaction, Map<String, List<String>> headers, byte[] body, Visitor visitor) {
    if (transaction.ask().isEmpty()) {
      return new Notice(transaction, Optional.empty());
    }
    Proofs.Notice notice =
        proofs.notified(
            transaction.proving(), transaction.ask().get(), headers, body, visitor.prover());
    return new Notice(
        transaction.with(notice.proving()).silently(new Stage.Asked(notice.ask())),
        notice.acknowledgement());
  }

  /** Whether a message of the upstream's server can matter. */
  public static boolean waitsForUpstream(Transaction transaction) {
    return transaction.ask().filter(Ask::waitsForUpstream).isPresent();
  }

  Turn resolve(Transaction before, Progress progress, Visitor visitor) {
    Transaction transaction = before.with(progress.proving());
    return switch (progress) {
      case Progress.Asks(_, Ask ask) -> Turn.to(transaction.at(new Stage.Asked(ask)));
      case Progress.Stays(_, Ask ask) -> Turn.to(transaction.silently(new Stage.Asked(ask)));
      case Progress.NobodysPhone _ -> nobodysPhone(transaction, visitor);
      case Progress.Frozen(_, var who) ->
          ended(transaction.withoutPhone(), frozen.told(transaction, who, visitor), visitor);
      case Progress.PhoneShown _ -> takePhone.take(transaction, visitor);
      case Progress.Recognised(_, Shown shown) ->
          ended(transaction, ending(transaction).shown(transaction, shown, visitor), visitor);
      case Progress.Identified identified ->
          ended(
              transaction,
              ending(transaction).identified(transaction, identified, visitor),
              visitor);
    };
  }

  private Ending ending(Transaction transaction) {
    return switch (transaction.request().purpose().whose()) {
      case ACTIVE -> completion;
      case FROZEN -> thaw;
    };
  }

  /** Verification is registration: straight on to it, with the phone proven already. */
  private Turn nobodysPhone(Transaction transaction, Visitor visitor) {
    Optional<Result> over = ending(transaction).ofNobodysPhone();
    if (over.isPresent()) {
      return ended(transaction.withoutPhone(), over.get(), visitor);
    }
    if (transaction.request().purpose().only().isPresent()) {
      return refused(transaction, Problem.page("login.failed"));
    }
    // who says that the number is new knows it
    Optional<Problem> why =
        transaction.ask().filter(Ask.DocumentTail.class::isInstance).isPresent()
            ? Problem.none()
            : Optional.of(Problem.page("phone.no-account"));
    return ways.registeringHere(transaction)
        .map(way -> start(transaction, way, visitor).next())
        .filter(next -> next.stage() instanceof Stage.Asked(Ask.Form _))
        .map(next -> Turn.to(because(next, why)))
        .orElseGet(() -> choice(transaction, why));
  }

  private static Transaction because(Transaction next, Optional<Problem> why) {
    return next.stage() instanceof Stage.Asked(Ask.Form(FormSpec form, _))
        ? next.silently(new Stage.Asked(new Ask.Form(form, why)))
        : next;
  }

  /** Straight on to the code, where that is all there is; else what is missing is shown. */
  private Turn more(Transaction before, Result.More more, Visitor visitor) {
    Transaction transaction = still.going(before, more);
    return more.missing().isCodeAlone() && more.why().isEmpty()
        ? start(transaction, Proofs.SMS, visitor)
        : choice(transaction, more.why());
  }

  private Turn ended(Transaction transaction, Result result, Visitor visitor) {
    return switch (result) {
      case Result.SignedIn signedIn -> after.begin(transaction, signedIn, visitor);
      case Result.More more -> more(transaction, more, visitor);
      case Result.NotJoined it -> more(transaction, it.more(), visitor);
      case Result.Chosen(Shown chosen) ->
          ended(transaction, ending(transaction).shown(transaction, chosen, visitor), visitor);
      case Result.NotEnough(_, _, Problem problem, Result.Then then) ->
          switch (then) {
            case ANOTHER_WAY -> choice(transaction, Optional.of(problem));
            case OVER -> refused(transaction, problem);
          };
      case Result.Told(Problem problem, _) -> refused(transaction, problem);
      case Result.PhoneUnbound(var phone) ->
          refused(transaction.withoutPhone(), Truth.unbound(phone));
      case Result.PhoneWaits(Problem problem) -> refused(transaction.withoutPhone(), problem);
      case Result.NotAllowed _, Result.OtherPerson _ ->
          refused(transaction, transaction.proving().unproven());
      case Result.Spent _ -> Turn.spent(transaction.at(new Stage.Done("", clock.instant())));
    };
  }

  static Turn refused(Transaction transaction, Problem problem) {
    return Turn.to(transaction.at(new Stage.Asked(new Ask.Refused(problem))));
  }
}
