package cn.tongxing.idp.login.web;

import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.login.flow.Pages;
import cn.tongxing.idp.login.page.Frame;
import cn.tongxing.idp.login.page.Frame.LanguageLink;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.login.transaction.Transactions.Found;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Pages as views: {@code sign-in/<page>} with the attributes {@code page} and {@code frame}. */
@Component
class PageAnswers {

  private static final List<Locale> LANGUAGES =
      List.of(Locale.SIMPLIFIED_CHINESE, Locale.TRADITIONAL_CHINESE, Locale.ENGLISH);

  private final Pages pages;
  private final StepField steps;
  private final Issuer issuer;
  private final boolean demo;

  PageAnswers(
      Pages pages, StepField steps, Issuer issuer, @Value("${idp.demo:false}") boolean demo) {
    this.pages = pages;
    this.steps = steps;
    this.issuer = issuer;
    this.demo = demo;
  }

  /** The page that is due. */
  ModelAndView shown(Found found, boolean onPhone) {
    Transaction transaction = found.transaction();
    Page page = found.busy() ? pages.busy(transaction) : pages.of(transaction, onPhone);
    return view(page, frame(found, page), HttpStatus.OK);
  }

  /** Nothing to go on with. */
  ModelAndView over(Page.Over.Why why, Optional<String> beginAgain, Locale locale) {
    HttpStatus status = why == Page.Over.Why.OTHER_BROWSER ? HttpStatus.FORBIDDEN : HttpStatus.GONE;
    String host = issuer.uri().getHost();
    Frame frame = new Frame(locale, "", "", host, "", "", "", List.of(), demo, Optional.empty());
    return view(new Page.Over(why, beginAgain), frame, status);
  }

  private Frame frame(Found found, Page page) {
    Transaction transaction = found.transaction();
    Locale locale = transaction.request().locale();
    String action = SignInController.path(transaction.id());
    boolean first = page instanceof Page.ChooseMethod || page instanceof Page.OfferCredential;
    return new Frame(
        locale,
        transaction.request().application().in(locale),
        transaction.request().department().in(locale),
        issuer.uri().getHost(),
        action,
        steps.of(transaction.id(), transaction.browser(), name(page), transaction.page()),
        first ? "" : action + "/other-ways",
        LANGUAGES.stream().map(language -> link(language, action)).toList(),
        demo,
        page instanceof Page.Over
            ? Optional.empty()
            : Optional.of(pages.deadline(found.life(), locale)));
  }

  private static LanguageLink link(Locale language, String action) {
    String tag = language.toLanguageTag();
    return new LanguageLink(tag, language(language), action + "?ui_locales=" + tag);
  }

  private static String language(Locale language) {
    return switch (language.toLanguageTag()) {
      case "zh-CN" -> "简体中文";
      case "zh-TW" -> "繁體中文";
      default -> "English";
    };
  }

  private static ModelAndView view(Page page, Frame frame, HttpStatus status) {
    return new ModelAndView("sign-in/" + name(page), Map.of("page", page, "frame", frame), status);
  }

  /** The page's type in kebab case. */
  static String name(Page page) {
    return page.getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
