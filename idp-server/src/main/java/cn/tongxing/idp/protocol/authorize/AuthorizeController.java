package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.session.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The authorization endpoint over HTTP. Redirects are 303: a form is never posted on. */
@Controller
class AuthorizeController {

  private final Authorize authorize;

  AuthorizeController(Authorize authorize) {
    this.authorize = authorize;
  }

  @GetMapping(Endpoints.AUTHORIZE)
  @Nullable ModelAndView get(
      HttpServletRequest request, HttpServletResponse response, Locale locale) {
    var visit = new Visit(request, response, locale);
    return render(authorize.begin(Parameters.of(request), visit), visit);
  }

  @PostMapping(Endpoints.AUTHORIZE)
  @Nullable ModelAndView post(
      HttpServletRequest request, HttpServletResponse response, Locale locale) {
    var visit = new Visit(request, response, locale);
    return render(authorize.park(Parameters.of(request), visit), visit);
  }

  @GetMapping(Endpoints.AUTHORIZE + "/resume")
  @Nullable ModelAndView resume(
      @RequestParam(name = "i", defaultValue = "") String interaction,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale) {
    var visit = new Visit(request, response, locale);
    return render(authorize.resume(interaction, visit), visit);
  }

  @PostMapping(Endpoints.AUTHORIZE + "/consent")
  @Nullable ModelAndView consent(
      @RequestParam(name = "i", defaultValue = "") String interaction,
      @RequestParam(name = "step", defaultValue = "") String step,
      @RequestParam(name = "action", defaultValue = "") String action,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale) {
    var visit = new Visit(request, response, locale);
    return render(authorize.consented(interaction, step, action.equals("agree"), visit), visit);
  }

  /** What an answer that came too late was told, in another language. */
  @GetMapping(Endpoints.AUTHORIZE + "/consent")
  @Nullable ModelAndView consent(
      HttpServletRequest request, HttpServletResponse response, Locale locale) {
    return resume("", request, response, locale);
  }

  private static @Nullable ModelAndView render(Answer answer, Visit visit) {
    return switch (answer) {
      case Answer.GoTo(String location) -> {
        SeeOther.at(location, visit.response());
        yield null;
      }
      case Answer.Post(var page) -> view("protocol/form-post", page, HttpStatus.OK);
      case Answer.NotNow(int status, int retryAfter) -> {
        visit.response().setIntHeader(HttpHeaders.RETRY_AFTER, retryAfter);
        send(visit.response(), status);
        yield null;
      }
      case Answer.ShowSignIn(var first) -> new ModelAndView(first.view(), first.model());
      case Answer.ShowConsent(var page) -> view("protocol/consent", page, HttpStatus.OK);
      case Answer.ShowError(var page) ->
          view("protocol/request-error", page, HttpStatus.BAD_REQUEST);
    };
  }

  /** The error page of that status. */
  private static void send(HttpServletResponse response, int status) {
    try {
      response.sendError(status);
    } catch (IOException browserIsGone) {
      throw new UncheckedIOException(browserIsGone);
    }
  }

  private static ModelAndView view(String name, Object page, HttpStatus status) {
    return new ModelAndView(name, Map.of("page", page), status);
  }
}
