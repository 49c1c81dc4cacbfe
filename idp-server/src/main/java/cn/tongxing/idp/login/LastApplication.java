package cn.tongxing.idp.login;

import cn.tongxing.adapter.spi.LocalizedText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/**
 * From where a browser was sent here last, to sign in or to be known without that, so that a page
 * which knows nothing else can still lead back there. Told by a signed cookie, for a day or until
 * somebody signs out; at a self-service machine by nothing but the request itself.
 */
public interface LastApplication {

  /** What this browser remembers; {@link Application#UNKNOWN} if nothing, or nothing of ours. */
  Application of(HttpServletRequest http);

  /** This browser was sent here from there, by this very request: its own pages know it too. */
  void note(Origin from, HttpServletRequest http, HttpServletResponse answer);

  /**
   * From where somebody is sent here.
   *
   * @param home its home page; empty where none is known
   */
  record Origin(LocalizedText name, LocalizedText department, Optional<String> home) {}

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
