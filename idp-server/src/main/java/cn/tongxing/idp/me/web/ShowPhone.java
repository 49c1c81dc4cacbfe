package cn.tongxing.idp.me.web;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.AccountRule.When;
import cn.tongxing.idp.identity.PersonalRecord;
import cn.tongxing.idp.identity.PersonalRecords;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.me.page.PhonePage;
import cn.tongxing.idp.session.FormProof;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Fills in the page of the phone. Reads, and changes nothing. */
@Component
class ShowPhone {

  /** What the forms mean. */
  static final String BEGIN = "change phone";

  static final String CANCEL = "stop the change of phone";

  private final PersonalRecords records;
  private final PhoneChanges changes;
  private final OneMore more;
  private final Wording wording;
  private final FormProof proofs;
  private final InstantSource clock;

  ShowPhone(
      PersonalRecords records,
      PhoneChanges changes,
      OneMore more,
      Wording wording,
      FormProof proofs,
      InstantSource clock) {
    this.records = records;
    this.changes = changes;
    this.more = more;
    this.wording = wording;
    this.proofs = proofs;
    this.clock = clock;
  }

  static String disown(PhoneNumber phone) {
    return "not my number " + phone.reveal();
  }

  ModelAndView page(Optional<String> notice, Shown shown, Visit visit, Locale locale) {
    return Answers.page("me/phone", filled(notice, shown, visit, locale));
  }

  /** Asks before a change is stopped; empty where none waits, or something must be shown first. */
  Optional<ModelAndView> stopping(Shown shown, Visit visit, Locale locale) {
    PhonePage page = filled(Optional.empty(), shown, visit, locale);
    return page.waiting()
        .filter(waiting -> waiting.cancel().isPresent())
        .map(_ -> Answers.page("me/stop-phone", page));
  }

  private PhonePage filled(Optional<String> notice, Shown shown, Visit visit, Locale locale) {
    Instant now = clock.instant();
    boolean capped = visit.here().isByFact();
    Optional<PhonePage.Waiting> waiting =
        changes.waiting(visit.person()).map(each -> waiting(each, shown, visit, locale));
    OneMore.ForPhone atOnce =
        capped ? new OneMore.ForPhone("", Optional.empty()) : more.forPhone(visit, locale);
    return new PhonePage(
        notice,
        capped,
        capped ? List.of() : phones(visit, waiting.isPresent()),
        waiting,
        keys(shown.own()),
        keys(shown.young()),
        when(visit, shown),
        atOnce.ways(),
        atOnce
            .from()
            .filter(now::isBefore)
            .map(from -> wording.minute(from.plusSeconds(59), locale))
            .orElse(""),
        wording.waysTo(IdentityAssurance.P4, locale),
        wording.minute(now.plus(AccountRule.HOLD), locale),
        step(BEGIN, visit));
  }

  private static List<String> keys(Set<Own> own) {
    return own.stream().sorted().map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
  }

  private String when(Visit visit, Shown shown) {
    When when = changes.when(visit.person(), shown);
    if (when == When.AT_COUNTER && changes.wasStopped(visit.person())) {
      return changes.needsBetterEvidence(visit.person()) ? "stopped" : "withdrawn";
    }
    return when.name().toLowerCase(Locale.ROOT);
  }

  private PhonePage.Waiting waiting(
      PhoneChanges.Waiting waiting, Shown shown, Visit visit, Locale locale) {
    boolean capped = visit.here().isByFact();
    return new PhonePage.Waiting(
        capped ? "" : waiting.phone().masked(),
        wording.minute(waiting.startedAt(), locale),
        wording.minute(waiting.dueAt(), locale),
        capped || shown.own().isEmpty() ? Optional.empty() : Optional.of(step(CANCEL, visit)));
  }

  private List<PhonePage.Phone> phones(Visit visit, boolean waits) {
    List<PhoneNumber> stale = changes.stale(visit.person());
    boolean mayEnd = visit.hasJustShownMoreThanACode(clock.instant()) && !waits;
    List<PhonePage.Phone> shown = new ArrayList<>();
    records
        .find(visit.person())
        .map(PersonalRecord::phones)
        .orElse(List.of())
        .forEach(phone -> {
          boolean isStale = stale.contains(phone);
          shown.add(
              new PhonePage.Phone(
                  phone.masked(),
                  isStale,
                  isStale && mayEnd ? Optional.of(step(disown(phone), visit)) : Optional.empty()));
        });
    return shown;
  }

  private String step(String meaning, Visit visit) {
    return proofs.of(visit.form(meaning), visit.request(), visit.response());
  }
}
