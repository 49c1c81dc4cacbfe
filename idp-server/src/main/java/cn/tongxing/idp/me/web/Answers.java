package cn.tongxing.idp.me.web;

import cn.tongxing.idp.session.SeeOther;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** The few answers there are. None may be stored: the filter of all pages says so. */
final class Answers {

  private Answers() {}

  static ModelAndView page(String view, Object page) {
    return new ModelAndView(view, Map.of("page", page));
  }

  /** 303: a form is never posted on. */
  static @Nullable ModelAndView goTo(String location, HttpServletResponse response) {
    SeeOther.at(location, response);
    return null;
  }

  /** The session is over, nothing was done in it: on to a sign-in. */
  static @Nullable ModelAndView signInAgain(HttpServletResponse response) {
    return goTo(AccountController.PATH, response);
  }

  /** No sign-in can begin now; in a minute, perhaps. */
  static @Nullable ModelAndView notNow(HttpStatus status, HttpServletResponse response)
      throws IOException {
    response.setIntHeader(HttpHeaders.RETRY_AFTER, 60);
    response.sendError(status.value());
    return null;
  }

  /** What is not the person's own does not exist. */
  static @Nullable ModelAndView notFound(HttpServletResponse response) throws IOException {
    response.sendError(HttpStatus.NOT_FOUND.value());
    return null;
  }

  /** The form was not shown to this browser in this session. */
  static @Nullable ModelAndView notOurForm(HttpServletResponse response) throws IOException {
    response.sendError(HttpStatus.FORBIDDEN.value());
    return null;
  }

  static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
