package cn.tongxing.idp.login;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import java.util.Locale;
import java.util.Optional;

/**
 * What a sign-in is for.
 *
 * @param returnTo local path (with query) to go on at, success or not
 * @param application where the person is going, as shown on the pages
 * @param department the office behind it
 * @param wanted the least the result must satisfy; ways that cannot reach it are not offered
 * @param expected who must sign in (re-authentication of a session); another person is a new
 *     session
 * @param loginHint put into the identifier field as it is, encoded
 * @param locale language of the pages, from {@code ui_locales} or the browser
 */
public record SignInRequest(
    SignInId id,
    String returnTo,
    LocalizedText application,
    LocalizedText department,
    Acr wanted,
    Optional<PersonId> expected,
    Optional<String> loginHint,
    Locale locale) {

  /** The same in another language. */
  public SignInRequest in(Locale other) {
    return new SignInRequest(
        id, returnTo, application, department, wanted, expected, loginHint, other);
  }
}
