package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.PasskeyCredentials.Ceremony;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.CitizenTime;
import cn.tongxing.idp.login.page.Frame.Deadline;
import cn.tongxing.idp.login.page.Instead;
import cn.tongxing.idp.login.page.Needs;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.page.Page.QrCode.State;
import cn.tongxing.idp.login.transaction.Life;
import cn.tongxing.idp.login.transaction.Missing;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.notice.sms.SmsSettings;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Authentications;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** The page that a transaction is at. */
@Component
public class Pages {

  private static final Page.Problem WAS_LIMITED = shown(Problem.page("limit.over"));

  private final Ways ways;
  private final boolean lettered;
  private final InstantSource clock;

  Pages(Ways ways, SmsSettings sms, InstantSource clock) {
    this.ways = ways;
    this.lettered = sms.takesText();
    this.clock = clock;
  }

  /** The page. */
  public Page of(Transaction transaction, boolean onPhone) {
    return switch (transaction.stage()) {
      case Stage.Choosing(Optional<Ceremony> passkey, Optional<Problem> problem) ->
          choose(transaction, passkey, problem);
      case Stage.Asked(Ask ask) -> asked(transaction, ask, onPhone);
      case Stage.Offer offer ->
          new Page.OfferCredential(
              transaction.missing().isEmpty(),
              transaction.proving().phone().map(PhoneNumber::reveal).orElse(""),
              offer.passkey().map(Pages::shown),
              offer.problem().flatMap(this::current),
              transaction.missing().map(Pages::needs));
      case Stage.Linked told ->
          new Page.LinkAdded(
              ways.named(told.way()), told.ends(), told.problem().flatMap(this::current));
      case Stage.Done _ ->
          new Page.Over(Page.Over.Why.FINISHED, Optional.of(transaction.request().returnTo()));
    };
  }

  private Page asked(Transaction transaction, Ask ask, boolean onPhone) {
    return switch (ask) {
      // at the upstream: who comes back by the back button may choose again or go there again
      case Ask.Away _ -> choose(transaction, Optional.empty(), Problem.none());
      case Ask.Password it ->
          new Page.PasswordForm(
              it.identifier(), it.passkey().map(Pages::shown), it.problem().flatMap(this::current));
      case Ask.Phone it ->
          new Page.PhoneForm(
              mayRegister(transaction),
              transaction.way(),
              review(transaction),
              it.typed(),
              it.problem().flatMap(this::current),
              transaction.request().purpose() instanceof Purpose.NewPhone);
      case Ask.Code it -> code(it);
      case Ask.DocumentTail it -> documentTail(transaction, it);
      case Ask.Passkey it ->
          new Page.PasskeyForm(shown(it.ceremony()), it.problem().flatMap(this::current));
      case Ask.Form it ->
          new Page.AdapterForm(
              ways.current(transaction),
              it.form(),
              it.notice().flatMap(this::current),
              opens(transaction));
      case Ask.Scan it -> scan(transaction, it, onPhone);
      case Ask.Wait it -> new Page.Waiting(ways.current(transaction), it.pollSeconds());
      case Ask.Capture it ->
          new Page.CameraCapture(
              ways.current(transaction), CaptureSteps.shown(it, clock.instant()));
      case Ask.Down down -> unavailable(transaction, down);
      case Ask.NotMine it -> new Page.NotMine(it.done());
      case Ask.Refused it -> refused(transaction, it);
    };
  }

  /** One whose time is over is asked for no more, whether or not somebody tried it. */
  private Page code(Ask.Code asked) {
    boolean over = !asked.isDead() && !clock.instant().isBefore(asked.expires());
    return new Page.CodeForm(
        asked.fixed() ? asked.phone().masked() : asked.phone().spaced(),
        lettered ? Ask.Code.letters(asked.hash()) : "",
        asked.fixed(),
        asked.isDead() || over,
        resendIn(asked.resendFrom()),
        asked
            .problem()
            .filter(each -> !over || !each.field().equals("code"))
            .filter(this::isSo)
            .or(() -> Optional.of(Problem.page("otp.expired")).filter(_ -> over))
            .map(Pages::shown));
  }

  private Page documentTail(Transaction transaction, Ask.DocumentTail asked) {
    return new Page.DocumentTail(
        asked.problem().flatMap(this::current),
        ways.returning(transaction).stream().filter(way -> !way.id().equals(Proofs.SMS)).toList());
  }

  private Page unavailable(Transaction transaction, Ask.Down down) {
    Instead instead = ways.instead(transaction);
    return new Page.WayUnavailable(
        ways.current(transaction), down.ofPerson() ? instead.notAgain() : instead);
  }

  /** Whether going on may open an account: of whom something is known by now has one. */
  private static boolean mayRegister(Transaction transaction) {
    return !transaction.way().equals(Proofs.SMS)
        && transaction.request().purpose() instanceof Purpose.SignIn
        && transaction.missing().isEmpty();
  }

  /** Whether a step of this sign-in was gone so lately that it counts beside the next one. */
  public boolean oneIsShown(Transaction transaction) {
    Instant since = clock.instant().minus(Authentications.FRESH);
    return transaction
        .proving()
        .first()
        .filter(each -> !each.since(since).steps().isEmpty())
        .isPresent();
  }

  /** With the phone proven the form is the last page: it says what going on accepts. */
  private boolean opens(Transaction transaction) {
    Instant since = clock.instant().minus(Authentications.FRESH);
    return mayRegister(transaction)
        && transaction.proving().phoneAt().filter(at -> !at.isBefore(since)).isPresent();
  }

  /** Refused, or told the truth instead. */
  private Page refused(Transaction transaction, Ask.Refused asked) {
    if (Truth.waits(asked)) {
      return new Page.TakeOverWaits(shown(asked.problem()));
    }
    if (Truth.phoneWaits(asked)) {
      return new Page.PhoneWaits(shown(asked.problem()), ways.returning(transaction));
    }
    if (Truth.frozen(asked)) {
      return new Page.AccountFrozen(
          shown(asked.problem()), Truth.frozenByCounter(asked), ways.thatThaw(transaction));
    }
    return Truth.ofPhone(asked)
        .<Page>map(why -> new Page.PhoneUnbound(why, ways.returning(transaction)))
        .orElseGet(() ->
            new Page.ProofRefused(
                ways.current(transaction),
                current(asked.problem()).orElse(WAS_LIMITED),
                ways.instead(transaction)));
  }

  /** Until when a page can be used. */
  public Deadline deadline(Life life) {
    return new Deadline(life.secondsLeft(clock.instant()), CitizenTime.ofDay(life.ends()));
  }

  /** The way of the app that a request says to come from ({@link Ways#ofApp}). */
  public Optional<String> ofApp(UnaryOperator<String> header) {
    return ways.ofApp(header);
  }

  /** While an action is under way elsewhere. */
  public Page busy(Transaction transaction) {
    return new Page.Waiting(ways.current(transaction), 1);
  }

  private Page choose(
      Transaction transaction, Optional<Ceremony> passkey, Optional<Problem> problem) {
    switch (transaction.request().purpose()) {
      case Purpose.Thaw _ -> {
        return thaw(transaction, passkey, problem);
      }
      case Purpose.StepUp(_, Purpose.Change before) -> {
        return confirm(transaction, before, passkey, problem);
      }
      default -> {}
    }
    if (transaction.missing().isPresent()) {
      return new Page.MoreNeeded(
          needs(transaction.missing().get()),
          ways.returning(transaction),
          ways.registering(transaction),
          passkey.map(Pages::shown),
          GoingOn.isOffered(transaction));
    }
    return new Page.ChooseMethod(
        ways.returning(transaction),
        ways.registering(transaction),
        "",
        ways.leavesPassportsToCounters(transaction),
        passkey.map(Pages::shown),
        problem.flatMap(this::current),
        demanded(transaction));
  }

  private Page thaw(
      Transaction transaction, Optional<Ceremony> passkey, Optional<Problem> problem) {
    return new Page.Thaw(
        keys(transaction.proving().first().map(Shown::factors).map(Own::in).orElse(Set.of())),
        ways.returning(transaction),
        ways.registering(transaction),
        transaction.missing().map(Missing::useless).orElse(List.of()).stream()
            .map(each -> Map.entry(key(each.way()), key(each.why())))
            .toList(),
        passkey.map(Pages::shown),
        problem.flatMap(this::current));
  }

  private Page confirm(
      Transaction transaction,
      Purpose.Change before,
      Optional<Ceremony> passkey,
      Optional<Problem> problem) {
    return new Page.ConfirmOwner(
        key(before),
        keys(ConfirmOwner.shown(transaction.request().wanted().held())),
        ways.returning(transaction),
        ways.registering(transaction),
        passkey.map(Pages::shown),
        problem.flatMap(this::current));
  }

  private static Needs needs(Missing missing) {
    Needs needs = needs(missing.wanted(), missing.reached());
    return new Needs(
        needs.identity(),
        needs.authentication(),
        needs.sure(),
        needs.shown(),
        missing.until().map(due -> shown(Problem.until("phone.waits.needed", due, ""))));
  }

  /** A level's name is a letter and its number. */
  private static int number(Enum<?> level) {
    return Integer.parseInt(level.name().substring(1));
  }

  private static Needs needs(Acr wanted, Acr reached) {
    return new Needs(
        number(wanted.identity()),
        number(wanted.authentication()),
        reached.identity().atLeast(wanted.identity()),
        reached.authentication().atLeast(wanted.authentication()));
  }

  /** What is only wished is not named: it keeps nobody out. */
  private static Optional<Needs> demanded(Transaction transaction) {
    Acr level = transaction.request().wanted().demanded().getFirst();
    return level.equals(Acr.LEAST) ? Optional.empty() : Optional.of(needs(level, Acr.LEAST));
  }

  /** The name, then the rest: what was typed for the adapter. */
  private static List<String> review(Transaction transaction) {
    return transaction.proving().attempt().filled()
        ? transaction.proving().typed().entrySet().stream()
            .filter(typed -> Steps.isOfForm(typed.getKey()) && !typed.getValue().isBlank())
            .sorted(Map.Entry.comparingByKey(Comparator.comparing(name -> !name.equals("name"))))
            .map(Map.Entry::getValue)
            .toList()
        : List.of(); // what was typed for another way is not what this one is about
  }

  private int resendIn(Instant from) {
    return (int) Math.max(0, Duration.between(clock.instant(), from).toSeconds());
  }

  /** A limit whose time is over stops nothing: whoever waited as told finds what to go on with. */
  private Optional<Page.Problem> current(Problem problem) {
    return Optional.of(problem).filter(this::isSo).map(Pages::shown);
  }

  private boolean isSo(Problem problem) {
    return problem.until().filter(end -> !clock.instant().isBefore(end)).isEmpty();
  }

  private static Page.Problem shown(Problem problem) {
    return new Page.Problem(problem.key(), problem.arguments(), problem.field(), problem.until());
  }

  private static List<String> keys(Set<Own> own) {
    return own.stream().sorted().map(Pages::key).toList();
  }

  private static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Page.Passkey shown(Ceremony ceremony) {
    return new Page.Passkey(ceremony.optionsJson());
  }

  private Page scan(Transaction transaction, Ask.Scan scan, boolean onPhone) {
    Duration left = Duration.between(clock.instant(), scan.expires());
    State state = !left.isPositive() ? State.EXPIRED : scan.scanned() ? State.SCANNED : State.SHOWN;
    boolean open = state == State.SHOWN;
    return new Page.QrCode(
        ways.current(transaction),
        state,
        scan.instruction(),
        open ? QrSvg.of(scan.content()) : "",
        open && onPhone ? link(scan.content()) : Optional.empty(),
        state == State.EXPIRED ? Optional.empty() : scan.checkNumber(),
        Math.max(0, left.toSeconds() + 1),
        scan.pollSeconds());
  }

  /** Only an absolute address without script can be followed. */
  private static Optional<String> link(String content) {
    try {
      String scheme = String.valueOf(new URI(content).getScheme()).toLowerCase(Locale.ROOT);
      return switch (scheme) {
        case "null", "javascript", "data", "vbscript", "file", "blob" -> Optional.empty();
        default -> Optional.of(content);
      };
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
