package cn.tongxing.idp.login.web;

import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.OwnCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The cookie that remembers by which way somebody last signed in with this browser, so that it
 * stands on top next time. It says nothing of who that was, and whoever changes it changes the
 * order of a page.
 */
final class LastWay {

  private static final int LONGEST = 31;

  private LastWay() {}

  /** The way's id; blank if none is remembered. */
  static String of(HttpServletRequest http) {
    return OwnCookie.WAY.of(http).filter(value -> isWay(value)).orElse("");
  }

  /** Not at a self-service machine, where the next who comes is somebody else. */
  static void remember(HttpServletRequest http, HttpServletResponse answer, String way) {
    if (isWay(way) && Kiosks.at(http).isEmpty()) {
      OwnCookie.WAY.hand(answer, way);
    }
  }

  /** A letter, then letters, digits and hyphens. */
  private static boolean isWay(String text) {
    return text.length() > 1
        && text.length() <= LONGEST
        && isLetter(text.charAt(0))
        && text.chars()
            .allMatch(each -> isLetter(each) || (each >= '0' && each <= '9') || each == '-');
  }

  private static boolean isLetter(int each) {
    return each >= 'a' && each <= 'z';
  }
}
