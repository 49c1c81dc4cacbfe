package cn.tongxing.idp.login.web;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.transaction.Life;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transactions;
import cn.tongxing.idp.login.transaction.Transactions.Found;
import cn.tongxing.idp.session.Browsers;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * For the script that warns before a sign-in ends (WCAG 2.2, 2.2.1): how long it goes on, and the
 * person's wish for more time. 410 where nothing goes on any more, 403 for another browser or site.
 */
@RestController
@RequestMapping(path = "/sign-in/{id}/time", produces = "application/json")
class DeadlineController {

  private final Transactions transactions;
  private final StepField steps;
  private final Turns turns;
  private final Browsers browsers;
  private final InstantSource clock;

  DeadlineController(
      Transactions transactions,
      StepField steps,
      Turns turns,
      Browsers browsers,
      InstantSource clock) {
    this.transactions = transactions;
    this.steps = steps;
    this.turns = turns;
    this.browsers = browsers;
    this.clock = clock;
  }

  /**
   * What is left.
   *
   * @param left seconds
   * @param renewable whether asking for more would give more
   */
  record Left(long left, boolean renewable) {}

  @GetMapping
  ResponseEntity<Left> left(@PathVariable("id") String text, HttpServletRequest http) {
    Optional<Found> found =
        SignInId.tryParse(text)
            .flatMap(id -> transactions.find(id, clock.instant()))
            .filter(each -> !(each.transaction().stage() instanceof Stage.Done));
    if (found.isPresent() && !turns.isOwn(found.get().transaction(), http)) {
      return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
    }
    return answer(found.map(Found::life));
  }

  /** The proof of any page of this sign-in will do: another tab may be further on. */
  @PostMapping
  ResponseEntity<Left> more(
      @PathVariable("id") String text,
      @RequestParam(name = "step", defaultValue = "") String step,
      HttpServletRequest http) {
    Optional<SignInId> id = SignInId.tryParse(text);
    if (id.isEmpty()) {
      return answer(Optional.empty());
    }
    boolean shownHere =
        browsers.known(http).filter(own -> steps.page(step, id.get(), own).isPresent()).isPresent();
    return shownHere
        ? answer(transactions.renew(id.get(), clock.instant()))
        : ResponseEntity.status(HttpStatus.FORBIDDEN).build();
  }

  private ResponseEntity<Left> answer(Optional<Life> life) {
    return life.map(each ->
            ResponseEntity.ok(
                new Left(each.secondsLeft(clock.instant()), each.isRenewable(clock.instant()))))
        .orElseGet(() -> ResponseEntity.status(HttpStatus.GONE).build());
  }
}
