package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.login.page.Page.Problem;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.login.transaction.Transaction.Shown;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The one place that knows what follows what. Takes a claimed transaction and something that
 * happened, lets the step concerned judge it, and goes on from what the step says until there is a
 * page to show. What a stage does not ask for changes nothing: an empty post, the address of a
 * later step, a skipped step all lead back to the page that is due.
 */
@Component
public class Dispatcher {

  private final Ways ways;
  private final Codes codes;
  private final SmsWay sms;
  private final PasswordWay password;
  private final PasskeyWay passkey;
  private final AdapterWay adapter;
  private final Upstream upstream;
  private final Completion completion;
  private final Offer offer;
  private final TransactionOperations database;
  private final InstantSource clock;

  Dispatcher(
      Ways ways,
      Codes codes,
      SmsWay sms,
      PasswordWay password,
      PasskeyWay passkey,
      AdapterWay adapter,
      Upstream upstream,
      Completion completion,
      Offer offer,
      TransactionOperations database,
      InstantSource clock) {
    this.ways = ways;
    this.codes = codes;
    this.sms = sms;
    this.password = password;
    this.passkey = passkey;
    this.adapter = adapter;
    this.upstream = upstream;
    this.completion = completion;
    this.offer = offer;
    this.database = database;
    this.clock = clock;
  }

  /** A new transaction at its first page. */
  public Transaction begin(cn.tongxing.idp.login.SignInRequest request, byte[] browser) {
    Transaction empty =
        Transaction.begun(request, browser, new Stage.Choosing(Optional.empty(), Problems.none()));
    return Transaction.begun(request, browser, ways.choice(empty, Problems.none()));
  }

  /** A button was pressed on the page that is shown. */
  public Turn act(Transaction transaction, Action action, Visitor visitor) {
    if (transaction.stage() instanceof Stage.Done) {
      return Turn.to(transaction);
    }
    if (transaction.stage() instanceof Stage.Offer asked) {
      return resolve(offer.answer(transaction, asked, action, visitor), visitor);
    }
    if (action.way().isPresent()) {
      return choose(transaction, action.way().get(), action, visitor);
    }
    if (action.is("passkey") && asksForPasskey(transaction.stage())) {
      // the passkey's counter moves in the transaction that completes the sign-in
      return Objects.requireNonNull(
          database.execute(_ -> resolve(answer(transaction, action, visitor), visitor)));
    }
    return switch (action.name()) {
      case "other-ways" -> otherWays(transaction, visitor);
      case "cancel" -> cancel(transaction, visitor);
      case "restart" ->
          transaction.stage() instanceof Stage.Scan
              ? resolve(adapter.discardCode(transaction, visitor), visitor)
              : choose(transaction, transaction.way(), action, visitor);
      default -> resolve(answer(transaction, action, visitor), visitor);
    };
  }

  private static boolean asksForPasskey(Stage stage) {
    return switch (stage) {
      case Stage.Choosing _, Stage.AskPassword _, Stage.AskPasskey _ -> true;
      default -> false;
    };
  }

  /**
   * Whether the action only turns to a built-in way: nothing is asked, sent or proven by it, so it
   * needs no claim.
   */
  public boolean turnsOnly(Transaction transaction, Action action) {
    return transaction.phone().isEmpty()
        && !isOver(transaction)
        && !waitsForUpstream(transaction)
        && action
            .way()
            .filter(way -> Ways.BUILT_IN.contains(way) && !bringsFields(way, action))
            .isPresent();
  }

  private Next answer(Transaction transaction, Action action, Visitor visitor) {
    return switch (transaction.stage()) {
      case Stage.Choosing choosing ->
          choosing.passkey().isPresent() && action.is("passkey")
              ? passkey.answer(transaction, choosing.passkey().get(), action, visitor)
              : new Next.Show(transaction);
      case Stage.AskPassword asked ->
          asked.passkey().isPresent() && action.is("passkey")
              ? passkey.answer(transaction, asked.passkey().get(), action, visitor)
              : password.answer(transaction, action, visitor);
      case Stage.AskPasskey asked ->
          action.is("passkey")
              ? passkey.answer(transaction, asked.ceremony(), action, visitor)
              : new Next.Show(transaction);
      case Stage.AskPhone asked ->
          action.is("submit")
              ? codes.phoneTyped(transaction, action, visitor)
              : new Next.Show(transaction);
      case Stage.AskCode asked -> codes.answer(transaction, asked, action, visitor);
      case Stage.AskPerson asked -> sms.answer(transaction, asked, action);
      case Stage.AskForm asked -> adapter.formSubmitted(transaction, asked.form(), action, visitor);
      case Stage.Away away -> new Next.Show(transaction);
      case Stage.Scan scan -> new Next.Show(transaction);
      case Stage.Wait wait -> new Next.Show(transaction);
      case Stage.Down down -> new Next.Show(transaction);
      case Stage.Refused refused -> new Next.Show(transaction);
      case Stage.Offer asked -> new Next.Show(transaction);
      case Stage.Done done -> new Next.Show(transaction);
    };
  }

  /** The way of last time is asked about on the page of choices itself. */
  private static boolean bringsFields(String way, Action action) {
    return switch (way) {
      case Ways.SMS -> action.has("phone");
      case Ways.PASSWORD -> action.has("password");
      default -> false;
    };
  }

  private Turn choose(Transaction transaction, String way, Action action, Visitor visitor) {
    if (!ways.offers(transaction, way)) {
      return Turn.to(transaction);
    }
    Transaction chosen = leave(transaction, visitor).on(way);
    boolean typed = transaction.stage() instanceof Stage.Choosing && bringsFields(way, action);
    Next next =
        switch (way) {
          case Ways.SMS ->
              typed
                  ? codes.phoneTyped(chosen, action, visitor)
                  : chosen.phone().isPresent()
                      ? new Next.PhoneProven(chosen)
                      : codes.askPhone(chosen);
          case Ways.PASSWORD ->
              typed
                  ? password.answer(chosen, action.submitted(), visitor)
                  : password.start(chosen);
          case Ways.PASSKEY -> passkey.start(chosen);
          default -> adapter.deliver(chosen, new Step.Started(), visitor);
        };
    return resolve(next, visitor);
  }

  /** Back to the choice; what was typed and proven stays. */
  public Turn otherWays(Transaction transaction, Visitor visitor) {
    if (isOver(transaction)) {
      return Turn.to(transaction);
    }
    Transaction left = leave(transaction, visitor).on("");
    return resolve(new Next.Choose(left, Problems.none()), visitor);
  }

  /** Back to a step before this one; anywhere else changes nothing. */
  public Turn backTo(Transaction transaction, String step, Visitor visitor) {
    if (!Steps.before(transaction).contains(step)) {
      return Turn.to(transaction);
    }
    return switch (step) {
      case Steps.PHONE -> resolve(codes.askPhone(transaction), visitor);
      case Steps.FORM, Steps.PASSWORD ->
          choose(transaction, transaction.way(), new Action("", Map.of()), visitor);
      default -> otherWays(transaction, visitor);
    };
  }

  private Turn cancel(Transaction transaction, Visitor visitor) {
    return Turn.to(leave(transaction, visitor).at(new Stage.Done("", clock.instant())));
  }

  /** A password without its second factor is worth nothing on another way. */
  private Transaction leave(Transaction transaction, Visitor visitor) {
    if (waitsForUpstream(transaction)) {
      adapter.leave(transaction, visitor);
    }
    return transaction.way().equals(Ways.PASSWORD) ? transaction.forgetting() : transaction;
  }

  /** The browser came back from the upstream; an answer that nobody asked for changes nothing. */
  public Turn callback(
      Transaction transaction, Map<String, List<String>> parameters, Visitor visitor) {
    List<String> state = parameters.getOrDefault("state", List.of());
    boolean asked =
        transaction.stage() instanceof Stage.Away || transaction.stage() instanceof Stage.Scan;
    if (!asked || !(state.isEmpty() || state.equals(List.of(upstream.state(transaction))))) {
      return Turn.to(transaction);
    }
    return resolve(
        adapter.deliver(transaction, new Step.CallbackReceived(parameters), visitor), visitor);
  }

  /** Whether it is time to ask the upstream whether there is news. */
  public boolean isDue(Transaction transaction) {
    return switch (transaction.stage()) {
      case Stage.Scan scan ->
          !clock.instant().isBefore(scan.due()) && clock.instant().isBefore(scan.expires());
      case Stage.Wait wait -> !clock.instant().isBefore(wait.due());
      default -> false;
    };
  }

  /** The page that waits asked. */
  public Turn poll(Transaction transaction, Visitor visitor) {
    return isDue(transaction)
        ? resolve(adapter.deliver(transaction, new Step.Polled(), visitor), visitor)
        : Turn.to(transaction);
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
    return waitsForUpstream(transaction)
        ? adapter.notified(transaction, new Step.Notified(headers, body), visitor)
        : new Notice(transaction, Optional.empty());
  }

  /** Whether a message of the upstream's server can matter. */
  public static boolean waitsForUpstream(Transaction transaction) {
    return switch (transaction.stage()) {
      case Stage.Away away -> true;
      case Stage.Scan scan -> true;
      case Stage.Wait wait -> true;
      default -> false;
    };
  }

  private static boolean isOver(Transaction transaction) {
    return transaction.stage() instanceof Stage.Done || transaction.stage() instanceof Stage.Offer;
  }

  private Turn resolve(Next next, Visitor visitor) {
    return switch (next) {
      case Next.Show show -> Turn.to(show.transaction());
      case Next.Choose choose ->
          Turn.to(choose.transaction().at(ways.choice(choose.transaction(), choose.problem())));
      case Next.VerifyPhone verify -> resolve(verify(verify, visitor), visitor);
      case Next.PhoneProven proven -> resolve(proven(proven.transaction(), visitor), visitor);
      case Next.PersonShown shown -> shown(shown.transaction(), shown.shown(), visitor);
      case Next.PersonProven person -> registered(person, visitor);
    };
  }

  /** A phone proven in this transaction need not be proven again. */
  private Next verify(Next.VerifyPhone verify, Visitor visitor) {
    Transaction transaction = verify.transaction();
    Optional<PhoneNumber> phone = verify.phone();
    if (transaction.phone().isPresent() && (phone.isEmpty() || phone.equals(transaction.phone()))) {
      return new Next.PhoneProven(transaction);
    }
    return phone.isPresent()
        ? codes.send(transaction, phone.get(), true, visitor)
        : codes.askPhone(transaction);
  }

  private Next proven(Transaction transaction, Visitor visitor) {
    PhoneNumber phone = transaction.phone().orElseThrow();
    return switch (transaction.way()) {
      case Ways.SMS -> sms.phoneProven(transaction, phone, visitor);
      case Ways.PASSWORD -> second(transaction);
      default -> adapter.deliver(transaction, new Step.PhoneVerified(phone), visitor);
    };
  }

  /** The code to the person's own phone came on top of the password. */
  private static Next second(Transaction transaction) {
    Shown first = transaction.first().orElseThrow();
    Set<Factor> both = EnumSet.of(Factor.SMS);
    both.addAll(first.factors());
    return new Next.PersonShown(transaction, new Shown(first.person(), first.method(), both));
  }

  private Turn shown(Transaction transaction, Shown shown, Visitor visitor) {
    Optional<PersonProfile> found = completion.profile(shown.person());
    if (found.isEmpty()) {
      completion.disabled(transaction, shown.person(), visitor);
      return refused(transaction, "login.failed");
    }
    PersonProfile person = found.get();
    Acr wanted = transaction.request().wanted();
    AuthenticationAssurance reached = Assurance.of(shown.factors());
    if (!reached.atLeast(wanted.authentication())) {
      return moreFactors(transaction.showing(shown), person, visitor);
    }
    if (!person.level().atLeast(wanted.identity())) {
      Problem higher = new Problem("login.level", List.of(), "");
      return resolve(
          new Next.Choose(transaction.showing(shown).on(""), Optional.of(higher)), visitor);
    }
    return ended(transaction, completion.signIn(transaction, shown, visitor));
  }

  private Turn moreFactors(Transaction transaction, PersonProfile person, Visitor visitor) {
    boolean byPassword = transaction.way().equals(Ways.PASSWORD);
    Optional<PhoneNumber> phone = person.phone();
    return byPassword && phone.isPresent()
        ? resolve(codes.send(transaction, phone.get(), true, visitor), visitor)
        : refused(transaction, "login.level");
  }

  private Turn registered(Next.PersonProven person, Visitor visitor) {
    return ended(person.transaction(), completion.enrol(person, visitor));
  }

  private Turn ended(Transaction transaction, Completion.Result result) {
    return switch (result) {
      case Completion.Result.SignedIn signedIn ->
          new Turn(
              transaction.at(
                  signedIn.isNew()
                      ? offer.begin(signedIn)
                      : new Stage.Done(signedIn.cookie(), clock.instant())),
              signedIn.cookie());
      case Completion.Result.NotAllowed notAllowed ->
          refused(transaction, Problems.unproven(transaction));
      case Completion.Result.Spent spent ->
          Turn.to(transaction.at(new Stage.Done("", clock.instant())));
    };
  }

  private static Turn refused(Transaction transaction, String key) {
    return Turn.to(transaction.at(new Stage.Refused(new Problem(key, List.of(), ""))));
  }
}
