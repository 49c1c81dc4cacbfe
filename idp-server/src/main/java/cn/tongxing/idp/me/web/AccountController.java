package cn.tongxing.idp.me.web;

import cn.tongxing.idp.identity.PersonalRecord;
import cn.tongxing.idp.identity.PersonalRecords;
import cn.tongxing.idp.session.SsoSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page itself, and the way to it for a browser that is not signed in. */
@Controller
class AccountController {

  static final String PATH = "/me";

  /** Where a sign-in comes back to: one that was turned back from must not begin the next. */
  private static final String SIGNED_IN = PATH + "/signed-in";

  private final Visitors visitors;
  private final PersonalRecords records;
  private final ShowAccount show;
  private final Notices notices;

  AccountController(Visitors visitors, PersonalRecords records, ShowAccount show, Notices notices) {
    this.visitors = visitors;
    this.records = records;
    this.show = show;
    this.notices = notices;
  }

  @GetMapping(PATH)
  @Nullable ModelAndView account(
      @RequestParam(name = "done", defaultValue = "") String done,
      @RequestParam(name = "proof", defaultValue = "") String proof,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    Optional<SsoSession> session = visitors.session(request);
    Optional<PersonalRecord> record = session.flatMap(each -> records.find(each.person()));
    if (record.isEmpty()) {
      return visitors.sendToSignIn(SIGNED_IN, locale, request, response);
    }
    visitors.noteLanguage(session.orElseThrow(), request);
    Visit visit =
        new Visit(
            session.orElseThrow(),
            visitors.level(session.orElseThrow().person()),
            request,
            response);
    Optional<String> notice = notices.shown(done, proof, visit);
    return Answers.page("me/account", show.page(record.get(), notice, visit, locale));
  }

  @GetMapping(SIGNED_IN)
  @Nullable ModelAndView signedIn(HttpServletRequest request, HttpServletResponse response) {
    return Answers.goTo(visitors.isCitizen(request) ? PATH : "/", response);
  }
}
