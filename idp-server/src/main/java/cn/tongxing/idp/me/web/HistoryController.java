package cn.tongxing.idp.me.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where and how the person signed in, and who tried to. */
@Controller
class HistoryController {

  static final String PATH = AccountController.PATH + "/history";

  private final Visitors visitors;
  private final ShowHistory show;

  HistoryController(Visitors visitors, ShowHistory show) {
    this.visitors = visitors;
    this.show = show;
  }

  @GetMapping(PATH)
  @Nullable ModelAndView history(
      @RequestParam(name = "before", defaultValue = "") String before,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    return visitors.shown(
        request,
        response,
        visit ->
            visit.here().isByFact() // ways and open sessions only
                ? Answers.notFound(response)
                : Answers.page("me/history", show.page(Answers.id(before), visit, locale)));
  }
}
