package cn.tongxing.idp.login.web;

import cn.tongxing.idp.login.SignInRequest;
import cn.tongxing.idp.login.flow.SilentCheck;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.OwnCookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * When the upstream by which a browser last signed somebody in is asked, before any page, whether
 * it is signed in there. Only where the person goes to a page; never where a session has just
 * ended, by whatever, and never for the next at a machine.
 */
@Component
class SilentStart {

  private final SilentCheck check;
  private final KnownBrowserCookie known;

  SilentStart(SilentCheck check, KnownBrowserCookie known) {
    this.check = check;
    this.known = known;
  }

  /** The way to ask at, if it is due. */
  Optional<String> due(Transaction transaction, HttpServletRequest http) {
    return SilentCheck.isDue(transaction) ? way(transaction.request(), http) : Optional.empty();
  }

  /** The way to ask at, if any. */
  Optional<String> way(SignInRequest request, HttpServletRequest http) {
    return isNavigation(http) && isOwnBrowser(http)
        ? Optional.of(LastWay.of(http)).filter(way -> check.mayAsk(request, way))
        : Optional.empty();
  }

  /** Browsers that do not say what they want a page for are not sent anywhere. */
  private static boolean isNavigation(HttpServletRequest http) {
    return http.getMethod().equals("GET")
        && "navigate".equals(http.getHeader("Sec-Fetch-Mode"))
        && "document".equals(http.getHeader("Sec-Fetch-Dest"))
        && http.getHeader("Sec-Purpose") == null; // nobody is signed in by a prefetch
  }

  /** One that has signed somebody in, and out of which nobody has just gone, or been put. */
  private boolean isOwnBrowser(HttpServletRequest http) {
    return Kiosks.at(http).isEmpty()
        && known.presented(http).length > 0
        && OwnCookie.SIGNED_OUT.of(http).isEmpty()
        && OwnCookie.SESSION.of(http).isEmpty();
  }
}
