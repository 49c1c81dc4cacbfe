package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.identity.PasskeyCredentials.Ceremony;
import cn.tongxing.idp.login.page.Frame.Deadline;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.page.Page.QrCode.State;
import cn.tongxing.idp.login.transaction.Life;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Proofs;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The page that a transaction is at. */
@Component
public class Pages {

  /** Citizens read local time. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final Ways ways;
  private final InstantSource clock;

  Pages(Ways ways, InstantSource clock) {
    this.ways = ways;
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
              true, offer.passkey().map(Pages::shown), offer.problem().map(Pages::shown));
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
              it.identifier(), it.passkey().map(Pages::shown), it.problem().map(Pages::shown));
      case Ask.Phone it ->
          new Page.PhoneForm(
              !transaction.way().equals(Proofs.SMS), it.typed(), it.problem().map(Pages::shown));
      case Ask.Code it ->
          new Page.CodeForm(
              it.phone().masked(), resendIn(it.resendFrom()), it.problem().map(Pages::shown));
      case Ask.Person it -> new Page.ChoosePerson(choices(it), it.problem().map(Pages::shown));
      case Ask.Passkey it ->
          new Page.PasskeyForm(shown(it.ceremony()), it.problem().map(Pages::shown));
      case Ask.Form it -> new Page.AdapterForm(ways.current(transaction), it.form());
      case Ask.Scan it -> scan(transaction, it, onPhone);
      case Ask.Wait it -> new Page.Waiting(ways.current(transaction), it.pollSeconds());
      case Ask.Down _ ->
          new Page.WayUnavailable(
              ways.current(transaction), ways.others(transaction, transaction.way()));
      case Ask.Refused it ->
          new Page.ProofRefused(
              ways.current(transaction),
              shown(it.problem()),
              ways.others(transaction, transaction.way()));
    };
  }

  /** Until when a page can be used. */
  public Deadline deadline(Life life, Locale locale) {
    String until =
        DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
            .withLocale(locale)
            .withZone(ZONE)
            .format(life.ends());
    return new Deadline(life.secondsLeft(clock.instant()), until);
  }

  /** While an action is under way elsewhere. */
  public Page busy(Transaction transaction) {
    return new Page.Waiting(ways.current(transaction), 1);
  }

  private Page choose(
      Transaction transaction, Optional<Ceremony> passkey, Optional<Problem> problem) {
    return new Page.ChooseMethod(
        ways.returning(transaction),
        ways.registering(transaction),
        passkey.map(Pages::shown),
        problem.map(Pages::shown));
  }

  private int resendIn(Instant from) {
    return (int) Math.max(0, Duration.between(clock.instant(), from).toSeconds());
  }

  private static Page.Problem shown(Problem problem) {
    return new Page.Problem(problem.key(), problem.arguments(), problem.field());
  }

  private static List<Page.Choice> choices(Ask.Person asked) {
    List<Page.Choice> choices = new ArrayList<>();
    for (Ask.Candidate candidate : asked.candidates()) {
      choices.add(new Page.Choice(Integer.toString(choices.size() + 1), candidate.label()));
    }
    return choices;
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
      String scheme =
          String.valueOf(new URI(content).getScheme()).toLowerCase(java.util.Locale.ROOT);
      return switch (scheme) {
        case "null", "javascript", "data", "vbscript", "file", "blob" -> Optional.empty();
        default -> Optional.of(content);
      };
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
