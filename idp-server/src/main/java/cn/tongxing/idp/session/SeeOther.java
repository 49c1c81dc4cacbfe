package cn.tongxing.idp.session;

import jakarta.servlet.http.HttpServletResponse;

/**
 * The one way to redirect: 303 (RFC 9110 15.4.4). Whatever came, what follows is a GET, and a form
 * is never posted on.
 */
public final class SeeOther {

  private SeeOther() {}

  /** Answers so; {@code location} is one of our paths or was checked before. */
  public static void at(String location, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", location);
  }
}
