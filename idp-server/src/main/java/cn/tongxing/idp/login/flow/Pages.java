package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PasskeyCredentials.Ceremony;
import cn.tongxing.idp.kernel.CitizenTime;
import cn.tongxing.idp.login.limits.LimitSettings;
import cn.tongxing.idp.login.page.Frame.Deadline;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.page.Page.QrCode.State;
import cn.tongxing.idp.login.sms.SmsSettings;
import cn.tongxing.idp.login.transaction.Life;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The page that a transaction is at. */
@Component
public class Pages {

  private final Ways ways;
  private final LimitSettings limits;
  private final boolean lettered;
  private final InstantSource clock;

  Pages(Ways ways, LimitSettings limits, SmsSettings sms, InstantSource clock) {
    this.ways = ways;
    this.limits = limits;
    this.lettered = sms.takesText();
    this.clock = clock;
  }

  /** The page. */
  public Page of(Transaction transaction, boolean onPhone) {
    return switch (transaction.stage()) {
      case Stage.Choosing choosing -> choose(transaction, choosing);
      // at the upstream: who comes back by the back button may choose again or go there again
      case Stage.Away away ->
          choose(transaction, new Stage.Choosing(Optional.empty(), Problems.none()));
      case Stage.AskPassword asked ->
          new Page.PasswordForm(
              asked.identifier(), asked.passkey().map(Pages::shown), asked.problem());
      case Stage.AskPhone asked ->
          new Page.PhoneForm(
              !transaction.way().equals(Ways.SMS),
              transaction.way(),
              review(transaction),
              asked.typed(),
              asked.problem());
      case Stage.AskCode asked ->
          new Page.CodeForm(
              asked.fixed() ? asked.phone().masked() : asked.phone().spaced(),
              lettered ? Codes.letters(asked.hash()) : "",
              asked.fixed(),
              resendIn(asked.sentAt()),
              asked.problem());
      case Stage.AskPerson asked -> new Page.ChoosePerson(choices(asked), asked.problem());
      case Stage.AskPasskey asked -> new Page.PasskeyForm(shown(asked.ceremony()), asked.problem());
      case Stage.AskForm asked -> new Page.AdapterForm(ways.current(transaction), asked.form());
      case Stage.Scan scan -> scan(transaction, scan, onPhone);
      case Stage.Wait wait -> new Page.Waiting(ways.current(transaction), wait.pollSeconds());
      case Stage.Down down ->
          new Page.WayUnavailable(ways.current(transaction), ways.instead(transaction));
      case Stage.Refused refused ->
          new Page.ProofRefused(
              ways.current(transaction),
              refused.problem(),
              ways.instead(transaction));
      case Stage.Offer offer ->
          new Page.OfferCredential(
              true,
              transaction.phone().map(PhoneNumber::reveal).orElse(""),
              offer.passkey().map(Pages::shown),
              offer.problem());
      case Stage.Done done ->
          new Page.Over(Page.Over.Why.FINISHED, Optional.of(transaction.request().returnTo()));
    };
  }

  /** Until when a page can be used. */
  public Deadline deadline(Life life) {
    return new Deadline(
        life.secondsLeft(clock.instant()), CitizenTime.ofDay(life.ends()));
  }

  /** While an action is under way elsewhere. */
  public Page busy(Transaction transaction) {
    return new Page.Waiting(ways.current(transaction), 1);
  }

  private Page choose(Transaction transaction, Stage.Choosing choosing) {
    return new Page.ChooseMethod(
        ways.returning(transaction),
        ways.registering(transaction),
        "",
        ways.leavesPassportsToCounters(transaction),
        choosing.passkey().map(Pages::shown),
        choosing.problem());
  }

  /** The name, then the rest: what was typed for the adapter. */
  private static List<String> review(Transaction transaction) {
    return transaction.way().equals(Ways.SMS)
        ? List.of()
        : transaction.typed().entrySet().stream()
            .filter(typed -> Steps.isOfForm(typed.getKey()) && !typed.getValue().isBlank())
            .sorted(Map.Entry.comparingByKey(Comparator.comparing(name -> !name.equals("name"))))
            .map(Map.Entry::getValue)
            .toList();
  }

  private int resendIn(Instant sentAt) {
    Duration left = Duration.between(clock.instant(), sentAt.plus(limits.sms().pause()));
    return (int) Math.max(0, left.toSeconds());
  }

  private static List<Page.Choice> choices(Stage.AskPerson asked) {
    List<Page.Choice> choices = new ArrayList<>();
    for (Stage.Candidate candidate : asked.candidates()) {
      choices.add(new Page.Choice(Integer.toString(choices.size() + 1), candidate.label()));
    }
    return choices;
  }

  private static Page.Passkey shown(Ceremony ceremony) {
    return new Page.Passkey(ceremony.optionsJson());
  }

  private Page scan(Transaction transaction, Stage.Scan scan, boolean onPhone) {
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
