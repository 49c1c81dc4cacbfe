package cn.tongxing.idp.login;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.proofing.Purpose;
import java.util.Locale;
import java.util.Optional;

/**
 * What a sign-in is for.
 *
 * @param returnTo local path (with query) to go on at, success or not
 * @param application where the person is going, as shown on the pages
 * @param department the office behind it
 * @param home its home page, or a path here; where a page that goes no further leads to
 * @param wanted what the result is to satisfy; ways that cannot help are not offered
 * @param purpose whoever it is, or the person of a session once more, or a phone that the person of
 *     a session wants, which ends where the session goes on, or a frozen account that is thawed; no
 *     other purpose ends here
 * @param loginHint put into the identifier field as it is, encoded
 * @param locale language of the pages, from {@code ui_locales} or the browser
 */
public record SignInRequest(
    SignInId id,
    String returnTo,
    LocalizedText application,
    LocalizedText department,
    Optional<String> home,
    Wanted wanted,
    Purpose purpose,
    Optional<String> loginHint,
    Locale locale) {

  public SignInRequest {
    switch (purpose) {
      case Purpose.SignIn _, Purpose.StepUp _, Purpose.NewPhone _, Purpose.Thaw _ -> {}
      case Purpose.LinkWay _,
          Purpose.Recover _,
          Purpose.VerifyAtCounter _,
          Purpose.ActAsOfficer _ ->
          throw new IllegalArgumentException(purpose.code() + " ends in no session");
    }
  }

  /** Whoever it is signs in. */
  public SignInRequest(
      SignInId id,
      String returnTo,
      LocalizedText application,
      LocalizedText department,
      Optional<String> home,
      Wanted wanted,
      Optional<String> loginHint,
      Locale locale) {
    this(
        id,
        returnTo,
        application,
        department,
        home,
        wanted,
        new Purpose.SignIn(),
        loginHint,
        locale);
  }

  /** The same in another language. */
  public SignInRequest in(Locale other) {
    return new SignInRequest(
        id, returnTo, application, department, home, wanted, purpose, loginHint, other);
  }
}
