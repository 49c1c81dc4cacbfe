package cn.tongxing.idp.protocol.page;

import cn.tongxing.adapter.spi.LocalizedText;

/**
 * View {@code protocol/request-error}: the application sent a request that cannot be answered by a
 * redirect. Says to the citizen that it is not their doing, to the developer what is wrong.
 *
 * @param problem what the citizen is told
 * @param application that sent the person here, in the page's language; blank where it is unknown
 * @param department the office behind it; blank where the application is unknown
 * @param home where the application is at home; blank where it is unknown
 * @param code error code of the protocol, such as {@code invalid_request}
 * @param cause cause and remedy, for the developer
 * @param description for the developer, in English, without personal data; shown as text
 * @param trace to quote when asking for help; blank where there is none
 */
public record RequestErrorPage(
    Problem problem,
    String application,
    String department,
    String home,
    String code,
    LocalizedText cause,
    String description,
    String trace) {

  /** What is wrong, as far as a citizen is concerned. Wording: {@code request-error.*}. */
  public enum Problem {
    /** No application of this name, or one that is switched off. */
    UNKNOWN_APPLICATION,
    /** The address to return to is not registered. */
    WRONG_RETURN_ADDRESS,
    /** The link is too old or was used already. */
    OUT_OF_DATE,
    /** It was answered, and the application has the answer. */
    ANSWERED,
    /** Signing out was asked for in a wrong way; the page leads on to signing out. */
    SIGN_OUT,
    /** The same, and nobody is signed in here. */
    NOT_SIGNED_IN,
    /** Anything else that the application got wrong. */
    MALFORMED
  }
}
