package cn.tongxing.idp.login;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Where a browser was sent to sign in for last, so that a page which knows nothing else can still
 * lead back there. Told by a signed cookie, for a day.
 */
public interface LastApplication {

  /** What this browser remembers; {@link Application#UNKNOWN} if nothing, or nothing of ours. */
  Application of(HttpServletRequest http);

  /**
   * An application, in the language of the page. Blank where it is not known.
   *
   * @param name as the person sees it
   * @param department the office behind it
   * @param home its home page, or a path here
   */
  record Application(String name, String department, String home) {
    /** Nothing is known. */
    public static final Application UNKNOWN = new Application("", "", "");
  }
}
