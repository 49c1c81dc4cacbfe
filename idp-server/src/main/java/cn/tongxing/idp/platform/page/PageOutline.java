package cn.tongxing.idp.platform.page;

import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.idp.login.page.Frame;
import cn.tongxing.idp.login.page.Frame.Deadline;
import cn.tongxing.idp.login.page.Frame.LanguageLink;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.page.Page.Passkey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A page of a sign-in without what differs from one browser to the next: marks stand in its place.
 * All that a template may decide by is in here, and nothing that anybody typed.
 *
 * @param locale of the wording
 * @param elder whether in the version for older people
 */
record PageOutline(String view, Locale locale, boolean elder, Page page, Frame frame) {

  /** In the place of a number, where no mark fits. */
  private static final long SECONDS = 8_713_205_946_120_457L;

  /** An outline and what its marks stand for. */
  record Filled(PageOutline outline, List<String> values) {}

  /** Of this page; empty for one that says more than its template, such as what is wrong. */
  static Optional<Filled> of(String view, Locale locale, boolean elder, Page page, Frame frame) {
    if (frame.action().isEmpty() || frame.deadline().isEmpty()) {
      return Optional.empty();
    }
    Marks marks = new Marks();
    Frame outline = frame(frame, locale, frame.deadline().get(), marks);
    return page(page, marks)
        .map(marked ->
            new Filled(new PageOutline(view, locale, elder, marked, outline), marks.values));
  }

  /** Cuts what the template made of an outline. */
  static CutPage cut(String rendered) {
    return CutPage.of(rendered.replace(Long.toString(SECONDS), CutPage.mark(Marks.SECONDS_LEFT)));
  }

  /** Every address on the page is below that of the sign-in. */
  private static Frame frame(Frame frame, Locale locale, Deadline deadline, Marks marks) {
    String action = frame.action();
    String mark = marks.of(action);
    String step = marks.of(frame.step());
    marks.of(Long.toString(deadline.secondsLeft()));
    String until = marks.of(deadline.until());
    return new Frame(
        locale,
        frame.application(),
        frame.department(),
        frame.home(),
        frame.host(),
        mark,
        frame.here().replace(action, mark),
        step,
        frame.backTo().replace(action, mark),
        frame.before().replace(action, mark),
        frame.cancel(),
        frame.languages().stream()
            .map(link ->
                new LanguageLink(link.tag(), link.name(), link.href().replace(action, mark)))
            .toList(),
        frame.demo(),
        Optional.of(new Deadline(SECONDS, until)),
        frame.told());
  }

  /** Empty where what is said, or how much of it, is not the template's. */
  private static Optional<Page> page(Page page, Marks marks) {
    return switch (page) {
      case Page.ChooseMethod it when it.problem().isEmpty() -> Optional.of(choice(it, marks));
      case Page.PasswordForm it when it.problem().isEmpty() -> Optional.of(password(it, marks));
      case Page.PhoneForm it when it.problem().isEmpty() && it.review().isEmpty() ->
          Optional.of(phone(it, marks));
      case Page.CodeForm it when it.problem().isEmpty() -> Optional.of(code(it, marks));
      case Page.OfferCredential it when it.problem().isEmpty() -> Optional.of(offer(it, marks));
      case Page.PasskeyForm it when it.problem().isEmpty() ->
          Optional.of(
              new Page.PasskeyForm(
                  new Passkey(marks.of(it.passkey().optionsJson())), Optional.empty()));
      case Page.AdapterForm it when it.notice().isEmpty() && isUntouched(it.form()) ->
          Optional.of(it);
      case Page.Waiting it -> Optional.of(it);
      case Page.ChooseMethod _,
          Page.PasswordForm _,
          Page.PhoneForm _,
          Page.CodeForm _,
          Page.OfferCredential _,
          Page.LinkAdded _,
          Page.MoreNeeded _,
          Page.ConfirmOwner _,
          Page.Thaw _,
          Page.PasskeyForm _,
          Page.AdapterForm _,
          Page.DocumentTail _,
          Page.NotMine _,
          Page.PhoneUnbound _,
          Page.TakeOverWaits _,
          Page.PhoneWaits _,
          Page.AccountFrozen _,
          Page.QrCode _,
          Page.CameraCapture _,
          Page.WayUnavailable _,
          Page.ProofRefused _,
          Page.Over _ ->
          Optional.empty();
    };
  }

  private static Page choice(Page.ChooseMethod it, Marks marks) {
    return new Page.ChooseMethod(
        it.returning(),
        it.registering(),
        it.remembered().map(Page.Way::id).orElse(""),
        it.counterOnly(),
        marks.of(it.passkey()),
        Optional.empty(),
        it.needs());
  }

  private static Page password(Page.PasswordForm it, Marks marks) {
    return new Page.PasswordForm(
        marks.of(it.identifier()), marks.of(it.passkey()), Optional.empty());
  }

  private static Page phone(Page.PhoneForm it, Marks marks) {
    return new Page.PhoneForm(
        it.registering(),
        it.way(),
        List.of(),
        marks.of(it.phone()),
        Optional.empty(),
        it.another());
  }

  private static Page code(Page.CodeForm it, Marks marks) {
    return new Page.CodeForm(
        marks.of(it.phone()),
        marks.of(it.letters()),
        it.fixed(),
        it.spent(),
        it.resendIn(),
        Optional.empty());
  }

  private static Page offer(Page.OfferCredential it, Marks marks) {
    return new Page.OfferCredential(
        it.newAccount(),
        marks.of(it.username()),
        marks.of(it.passkey()),
        Optional.empty(),
        it.needs());
  }

  private static boolean isUntouched(FormSpec form) {
    return form.values().isEmpty() && form.errors().isEmpty();
  }

  private static final class Marks {

    /** The third one. */
    static final int SECONDS_LEFT = 2;

    private final List<String> values = new ArrayList<>();

    /** Nothing stays nothing: a template may decide by that. */
    String of(String value) {
      if (value.isEmpty()) {
        return value;
      }
      values.add(value);
      return CutPage.mark(values.size() - 1);
    }

    Optional<Passkey> of(Optional<Passkey> passkey) {
      return passkey.map(each -> new Passkey(of(each.optionsJson())));
    }
  }
}
