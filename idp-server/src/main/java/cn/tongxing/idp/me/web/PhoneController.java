package cn.tongxing.idp.me.web;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.PersonalRecord;
import cn.tongxing.idp.identity.PersonalRecords;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.PhoneChanges.Stopped;
import cn.tongxing.idp.login.ShownJustNow;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.InSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The phone of the account: to change it, by the table of what was shown; to stop a change that
 * waits; to end a number that is the person's no more.
 */
@Controller
class PhoneController {

  static final String PATH = AccountController.PATH + "/phone";

  private static final String SIGNED_IN = PATH + "/signed-in";

  /** How long a change that was made or begun is said to have been made just now. */
  private static final Duration JUST_NOW = Duration.ofMinutes(2);

  private final Visitors visitors;
  private final InSession inSession;
  private final PersonalRecords records;
  private final PhoneChanges changes;
  private final ShownJustNow things;
  private final ShowPhone show;
  private final Notices notices;
  private final InstantSource clock;

  PhoneController(
      Visitors visitors,
      InSession inSession,
      PersonalRecords records,
      PhoneChanges changes,
      ShownJustNow things,
      ShowPhone show,
      Notices notices,
      InstantSource clock) {
    this.visitors = visitors;
    this.inSession = inSession;
    this.records = records;
    this.changes = changes;
    this.things = things;
    this.show = show;
    this.notices = notices;
    this.clock = clock;
  }

  /** Who is not signed in signs in, and comes back here. */
  @GetMapping(PATH)
  @Nullable ModelAndView ask(
      @RequestParam(name = "done", defaultValue = "") String done,
      @RequestParam(name = "proof", defaultValue = "") String proof,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    if (!visitors.isCitizen(request)) {
      return visitors.sendToSignIn(SIGNED_IN, locale, request, response);
    }
    return visitors.shown(
        request,
        response,
        visit ->
            show.page(notices.shown(done, proof, visit), things.of(visit.here()), visit, locale));
  }

  /** Whoever turned back from signing in is not sent to sign in again. */
  @GetMapping(SIGNED_IN)
  @Nullable ModelAndView signedIn(HttpServletRequest request, HttpServletResponse response) {
    return Answers.goTo(visitors.isCitizen(request) ? PATH : "/", response);
  }

  /** Where a proven phone leads to; says what is so, whatever the address was reached by. */
  @GetMapping(PATH + "/done")
  @Nullable ModelAndView done(
      HttpServletRequest request, HttpServletResponse response, Locale locale) throws IOException {
    return visitors.shown(
        request,
        response,
        visit -> {
          boolean begun =
              changes
                  .waiting(visit.person())
                  .filter(waiting -> isJustNow(waiting.startedAt()))
                  .isPresent();
          boolean changed = changes.changedAt(visit.person()).filter(this::isJustNow).isPresent();
          if (changed && !begun) {
            return notices.say(Notices.PHONE_CHANGED, visit);
          }
          Optional<String> notice = begun ? Optional.of(Notices.PHONE_WAITS) : Optional.empty();
          return show.page(notice, things.of(visit.here()), visit, locale);
        });
  }

  private boolean isJustNow(Instant at) {
    return clock.instant().isBefore(at.plus(JUST_NOW));
  }

  @PostMapping(PATH)
  @Nullable ModelAndView begin(
      @RequestParam(name = "step", defaultValue = "") String step,
      @RequestParam(name = "action", defaultValue = "") String action,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    return visitors.posted(
        step,
        ShowPhone.BEGIN,
        request,
        response,
        visit -> {
          Shown shown = things.of(visit.here());
          if (action.equals("confirm") || isNothing(shown)) {
            return visitors.sendToConfirm(PATH, before(visit), visit, locale);
          }
          return visitors.sendToNewPhone(PATH + "/done", visit.person(), locale, request, response);
        });
  }

  private Purpose.Change before(Visit visit) {
    return changes.waiting(visit.person()).isPresent()
        ? Purpose.Change.PHONE_STOP
        : Purpose.Change.PHONE;
  }

  private static boolean isNothing(Shown shown) {
    return shown.own().isEmpty() && shown.proof().isEmpty();
  }

  /** Asks first, on a page of its own, as before everything that ends something. */
  @GetMapping(PATH + "/cancel")
  @Nullable ModelAndView askToCancel(
      HttpServletRequest request, HttpServletResponse response, Locale locale) throws IOException {
    return visitors.shown(
        request,
        response,
        visit -> {
          Optional<ModelAndView> page = show.stopping(things.of(visit.here()), visit, locale);
          // else the page of the phone says what is so, or what has to be shown
          return page.isPresent() ? page.get() : Answers.goTo(PATH, response);
        });
  }

  @PostMapping(PATH + "/cancel")
  @Nullable ModelAndView cancel(
      @RequestParam(name = "step", defaultValue = "") String step,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    return visitors.posted(
        step,
        ShowPhone.CANCEL,
        request,
        response,
        visit -> {
          Optional<Stopped> stopped =
              inSession.does(
                  visit.here(),
                  () -> changes.cancel(visit.person(), things.of(visit.here()), visit.origin()));
          if (stopped.isEmpty()) {
            return Answers.signInAgain(response);
          }
          return switch (stopped.get()) {
            case STOPPED -> notices.say(Notices.PHONE_STOPPED, visit);
            case NOTHING_WAITS -> Answers.goTo(PATH, response);
            case AT_COUNTER -> notices.say(Notices.PHONE_COUNTER, PATH, visit);
            case NOT_SHOWN ->
                visitors.sendToConfirm(PATH, Purpose.Change.PHONE_STOP, visit, locale);
          };
        });
  }

  /** The number is the person's no more: the binding ends, nothing takes its place. */
  @PostMapping(PATH + "/{index}/disown")
  @Nullable ModelAndView disown(
      @PathVariable("index") String index,
      @RequestParam(name = "step", defaultValue = "") String step,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<PhoneNumber> phone =
        visitors
            .session(request)
            .flatMap(session -> records.find(session.person()))
            .map(PersonalRecord::phones)
            .flatMap(phones -> at(phones, index));
    if (phone.isEmpty()) {
      return Answers.notFound(response);
    }
    return visitors.posted(
        step,
        ShowPhone.disown(phone.get()),
        request,
        response,
        visit ->
            visit.hasJustShownMoreThanACode(clock.instant()) && disowns(phone.get(), visit)
                ? notices.say(Notices.PHONE_ENDED, visit)
                : Answers.goTo(PATH, response)); // which says what is so, or asks to sign in
  }

  private boolean disowns(PhoneNumber phone, Visit visit) {
    return inSession
        .does(
            visit.here(),
            () -> changes.hold(visit.person(), phone),
            () -> changes.disown(visit.person(), phone, visit.here().signIn(), visit.origin()),
            done -> done)
        .orElse(false);
  }

  private static Optional<PhoneNumber> at(List<PhoneNumber> phones, String index) {
    return index.matches("[0-9]{1,2}") && Integer.parseInt(index) < phones.size()
        ? Optional.of(phones.get(Integer.parseInt(index)))
        : Optional.empty();
  }
}
