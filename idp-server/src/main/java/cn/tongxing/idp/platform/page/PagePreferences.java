package cn.tongxing.idp.platform.page;

import cn.tongxing.idp.session.OwnCookie;
import cn.tongxing.idp.session.OwnLanguage;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lends {@link Display} to every page, whoever renders it, remembers in cookies the language and
 * mode that a link chose, and notes which language the person asks for ({@link OwnLanguage}). The
 * cookies hold a preference and nothing else.
 */
final class PagePreferences extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    request.setAttribute(Display.ATTRIBUTE, new Display(request));
    if (request.getMethod().equals("GET") && request.getQueryString() != null) {
      Display.chosen(request.getParameter(Display.PARAMETER))
          .ifPresent(mode -> OwnCookie.VIEW.hand(response, mode));
      PageLanguages.asked(chosenLanguage(request))
          .ifPresent(locale ->
              OwnCookie.LANGUAGE.hand(response, PageLanguages.remembering(locale, request)));
    }
    PageLanguages.own(request).ifPresent(own -> OwnLanguage.note(request, own));
    chain.doFilter(request, response);
  }

  /**
   * What a link chose. Departments send nobody to a page of a sign-in, so that there {@code
   * ui_locales} is the person's too.
   */
  private static @Nullable String chosenLanguage(HttpServletRequest request) {
    String chosen = request.getParameter(PageLanguages.CHOICE);
    boolean ofSignIn = request.getRequestURI().startsWith("/sign-in/");
    return chosen == null && ofSignIn ? request.getParameter(PageLanguages.ASKED) : chosen;
  }
}
