package cn.tongxing.idp.login.web;

import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.OwnCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;

/**
 * The cookie that remembers by which way somebody last signed in with this browser, so that it
 * stands on top next time. It says nothing of who that was, and whoever changes it changes the
 * order of a page.
 */
final class LastWay {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{1,30}");

  private LastWay() {}

  /** The way's id; blank if none is remembered. */
  static String of(HttpServletRequest http) {
    return OwnCookie.WAY.of(http).filter(value -> FORM.matcher(value).matches()).orElse("");
  }

  /** Not at a self-service machine, where the next who comes is somebody else. */
  static void remember(HttpServletRequest http, HttpServletResponse answer, String way) {
    if (FORM.matcher(way).matches() && Kiosks.at(http).isEmpty()) {
      OwnCookie.WAY.hand(answer, way);
    }
  }
}
