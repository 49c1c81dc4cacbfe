package cn.tongxing.idp.protocol.page;

import cn.tongxing.adapter.spi.LocalizedText;
import java.util.Optional;

/** The pages of signing out. */
public sealed interface LogoutPage {

  /**
   * View {@code protocol/logout-confirm}: "do you want to sign out?". Posts {@code action=logout}
   * or {@code action=stay} with the hidden field {@code step}.
   *
   * @param account masked name of who is signed in; blank where it is not known
   * @param application that asks, in the page's language; blank where it is not known
   * @param action address the form posts to
   * @param step proves that this page was shown to this browser
   * @param flaw what of the request could not be used
   */
  record Confirm(
      String account, String application, String action, String step, Optional<Flaw> flaw)
      implements LogoutPage {}

  /**
   * View {@code protocol/logged-out}: signed out everywhere.
   *
   * @param application that the citizen comes from, in the page's language; blank if not known
   * @param department the office behind it; blank if not known
   * @param back where a link may lead, such as the application's registered page
   * @param flaw what of the request could not be used
   */
  record Done(String application, String department, Optional<Link> back, Optional<Flaw> flaw)
      implements LogoutPage {}

  /**
   * What of a request could not be used, though it stops nobody from signing out; for the
   * developer, folded.
   *
   * @param code {@code error} of the catalogue
   * @param cause and remedy, in the page's language
   * @param description in English
   */
  record Flaw(String code, LocalizedText cause, String description) {}

  /** A link with the name of the application it leads to. */
  record Link(String application, String href) {}
}
