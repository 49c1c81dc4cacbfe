package cn.tongxing.idp.login.web;

import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.login.LastApplication.Application;
import cn.tongxing.idp.login.SignInRequest;
import cn.tongxing.idp.login.SignIns;
import cn.tongxing.idp.login.flow.Pages;
import cn.tongxing.idp.login.flow.Steps;
import cn.tongxing.idp.login.page.Frame;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.login.transaction.Transactions.Found;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.Origins;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;

/** Pages as views: {@code sign-in/<page>} with the attributes {@code page} and {@code frame}. */
@Component
class PageAnswers {

  private static final ClassValue<String> NAMES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> page) {
          return page.getSimpleName()
              .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
              .toLowerCase(Locale.ROOT);
        }
      };

  private final Pages pages;
  private final StepField steps;
  private final GoingTo going;
  private final Issuer issuer;
  private final boolean demo;

  PageAnswers(
      Pages pages,
      StepField steps,
      GoingTo going,
      Issuer issuer,
      @Value("${idp.demo:false}") boolean demo) {
    this.going = going;
    this.pages = pages;
    this.steps = steps;
    this.issuer = issuer;
    this.demo = demo;
  }

  /** The page that is due. */
  ModelAndView shown(Found found, HttpServletRequest http) {
    Page page = due(found, http);
    return view(page, frame(found, page, http), HttpStatus.OK);
  }

  /** Something is under way; the page asks again at the very address that it came from. */
  ModelAndView busyHere(Found found, HttpServletRequest http) {
    Page page = pages.busy(found.transaction());
    return view(page, frame(found, page, http).staying(), HttpStatus.OK);
  }

  /** The first page, for an answer of somebody else's. */
  SignIns.FirstPage first(Found found, HttpServletRequest http) {
    Page page = due(found, http);
    return new SignIns.FirstPage(
        "sign-in/" + name(page), Map.of("page", page, "frame", frame(found, page, http)));
  }

  private Page due(Found found, HttpServletRequest http) {
    Transaction transaction = found.transaction();
    Page due =
        found.busy() ? pages.busy(transaction) : pages.of(transaction, Origins.onPhone(http));
    return Kiosks.at(http).isPresent() ? AtKiosk.of(due) : remembering(due, http);
  }

  private Page remembering(Page due, HttpServletRequest http) {
    if (!(due instanceof Page.ChooseMethod choice)) {
      return due;
    }
    Page.ChooseMethod remembered = choice.lastBy(LastWay.of(http));
    return pages
        .ofApp(name -> Optional.ofNullable(http.getHeader(name)).orElse(""))
        .filter(_ -> remembered.remembered().isEmpty()) // what the person used here comes first
        .map(remembered::lastBy)
        .orElse(remembered);
  }

  /** Nothing to go on with; where this browser was going last is still said. */
  ModelAndView over(Page.Over.Why why, HttpServletRequest http) {
    return over(why, going.of(http), RequestContextUtils.getLocale(http));
  }

  /** It goes on, but not here; at a machine it was an earlier visitor's, and nobody's now. */
  ModelAndView notHere(Page.Over.Why why, Transaction transaction, HttpServletRequest http) {
    if (Kiosks.at(http).isPresent()) {
      return over(Page.Over.Why.VISIT_OVER, http);
    }
    Locale locale = RequestContextUtils.getLocale(http);
    return over(why, GoingTo.in(locale, transaction.request()), locale);
  }

  private ModelAndView over(Page.Over.Why why, Application last, Locale locale) {
    HttpStatus status =
        switch (why) {
          case OTHER_BROWSER, COOKIES_OFF -> HttpStatus.FORBIDDEN;
          case EXPIRED, VISIT_OVER, SIGNED_IN, FINISHED -> HttpStatus.GONE;
        };
    String host = issuer.uri().getHost();
    Frame frame =
        new Frame(
            locale,
            last.name(),
            last.department(),
            last.home(),
            host,
            "",
            "",
            "",
            "",
            "",
            "cancel",
            List.of(),
            demo,
            Optional.empty());
    return view(new Page.Over(why, Optional.empty()), frame, status);
  }

  private Frame frame(Found found, Page page, HttpServletRequest http) {
    Transaction transaction = found.transaction();
    Locale locale = transaction.request().locale();
    String action = SignInController.path(transaction.id());
    boolean first =
        page instanceof Page.ChooseMethod
            || page instanceof Page.MoreNeeded
            || page instanceof Page.ConfirmOwner
            || page instanceof Page.Thaw
            || page instanceof Page.OfferCredential
            || page instanceof Page.LinkAdded;
    return new Frame(
        locale,
        transaction.request().application().in(locale),
        transaction.request().office().map(office -> office.in(locale)).orElse(""),
        transaction.request().home().orElse(""),
        issuer.uri().getHost(),
        action,
        page instanceof Page.Over ? "" : SignInController.path(transaction),
        steps.of(transaction.id(), transaction.browser(), name(page), transaction.page()),
        first || transaction.request().purpose() instanceof Purpose.NewPhone
            ? ""
            : action + "/other-ways",
        Steps.before(transaction).stream().findFirst().map(step -> action + "/" + step).orElse(""),
        cancel(transaction),
        Languages.links(locale, action, http),
        demo,
        page instanceof Page.Over ? Optional.empty() : Optional.of(pages.deadline(found.life())),
        told(transaction, page));
  }

  /** Where one of two ways is shown, the next page asks for the other, and says so. */
  private String told(Transaction transaction, Page page) {
    boolean asks =
        switch (page) {
          case Page.PhoneForm _,
              Page.CodeForm _,
              Page.PasswordForm _,
              Page.PasskeyForm _,
              Page.AdapterForm _,
              Page.QrCode _ ->
              true;
          default -> false;
        };
    return asks
            && transaction.request().purpose() instanceof Purpose.Thaw
            && pages.oneIsShown(transaction)
        ? "thaw.begun"
        : "";
  }

  /**
   * Who turns back from signing in for a page of our own is not signed in, and so not led there;
   * whoever is signed in already has nothing to turn back from.
   */
  private static String cancel(Transaction transaction) {
    if (transaction.stage() instanceof Stage.Offer || transaction.stage() instanceof Stage.Linked) {
      return "";
    }
    SignInRequest request = transaction.request();
    return switch (request.purpose()) {
      case Purpose.SignIn _ when request.client().isEmpty() -> "cancel.home";
      case Purpose.Thaw _ -> "cancel.thaw";
      default -> "cancel";
    };
  }

  private static ModelAndView view(Page page, Frame frame, HttpStatus status) {
    return new ModelAndView("sign-in/" + name(page), Map.of("page", page, "frame", frame), status);
  }

  /** The page's type in kebab case. */
  static String name(Page page) {
    return NAMES.get(page.getClass());
  }
}
