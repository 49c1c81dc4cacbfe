package cn.tongxing.idp.session.web;

import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.Kiosks.Kiosk;
import cn.tongxing.idp.session.Origins;
import cn.tongxing.idp.session.OwnCookie;
import cn.tongxing.idp.session.Sessions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Marks what comes from a kiosk, and notes that somebody is at it: there a session lives from touch
 * to touch.
 */
@Component
class KioskVisits extends OncePerRequestFilter {

  private final Kiosks kiosks;
  private final Sessions sessions;

  KioskVisits(Kiosks kiosks, Sessions sessions) {
    this.kiosks = kiosks;
    this.sessions = sessions;
  }

  /** Machines of departments and files are nobody's visit. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader("Authorization") != null
        || request.getRequestURI().startsWith("/assets/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Kiosk> kiosk =
        kiosks.find(Origins.of(request), OwnCookie.KIOSK.of(request).orElse(""));
    if (kiosk.isPresent()) {
      request.setAttribute(Kiosks.ATTRIBUTE, kiosk.get());
      OwnCookie.SESSION
          .of(request)
          .filter(session -> !session.isEmpty())
          .ifPresent(sessions::touched);
    }
    chain.doFilter(request, response);
  }
}
