package cn.tongxing.idp.login;

import cn.tongxing.adapter.spi.IdentityNeed;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.proofing.Purpose;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a sign-in is for.
 *
 * @param returnTo local path (with query) to go on at, success or not
 * @param client where the person is going, as registered; empty for a page of our own
 * @param application the same, as shown on the pages
 * @param department the office behind it, as an upstream is told
 * @param home its home page, or a path here; where a page that goes no further leads to
 * @param wanted what the result is to satisfy; ways that cannot help are not offered
 * @param tellsName whether the application is told the name, a part of it, or that there is one
 * @param purpose whoever it is, or the person of a session once more, or a phone that the person of
 *     a session wants, which ends where the session goes on, or a frozen account that is thawed; no
 *     other purpose ends here
 * @param loginHint put into the identifier field as it is, encoded
 * @param locale language of the pages, from {@code ui_locales} or the browser
 * @param spoken the language that the person asked for themself; empty where only {@code
 *     ui_locales} says one, which is what a department believes of them
 */
public record SignInRequest(
    SignInId id,
    String returnTo,
    Optional<ClientId> client,
    LocalizedText application,
    LocalizedText department,
    Optional<String> home,
    Wanted wanted,
    boolean tellsName,
    Purpose purpose,
    Optional<String> loginHint,
    Locale locale,
    Optional<Locale> spoken) {

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

  /** The office that a page names behind the application; none behind a page of our own. */
  public Optional<LocalizedText> office() {
    return client.map(_ -> department);
  }

  /** Whoever it is signs in. */
  public SignInRequest(
      SignInId id,
      String returnTo,
      Optional<ClientId> client,
      LocalizedText application,
      LocalizedText department,
      Optional<String> home,
      Wanted wanted,
      Optional<String> loginHint,
      Locale locale) {
    this(
        id,
        returnTo,
        client,
        application,
        department,
        home,
        wanted,
        new Purpose.SignIn(),
        loginHint,
        locale);
  }

  /** Without a word about the name. */
  public SignInRequest(
      SignInId id,
      String returnTo,
      Optional<ClientId> client,
      LocalizedText application,
      LocalizedText department,
      Optional<String> home,
      Wanted wanted,
      Purpose purpose,
      Optional<String> loginHint,
      Locale locale) {
    this(
        id,
        returnTo,
        client,
        application,
        department,
        home,
        wanted,
        false,
        purpose,
        loginHint,
        locale,
        Optional.empty());
  }

  /** The same for an application that is told the name, or is not. */
  public SignInRequest tellingName(boolean tells) {
    return with(tells, locale, spoken);
  }

  /** The same of a person who asked for a language themself. */
  public SignInRequest spoken(Optional<Locale> own) {
    return with(tellsName, locale, own);
  }

  /** Why it has to be known who the person is; empty where a pseudonym will do. */
  public Set<IdentityNeed> needs() {
    Set<IdentityNeed> needs = EnumSet.noneOf(IdentityNeed.class);
    if (tellsName) {
      needs.add(IdentityNeed.NAME);
    }
    if (wanted.needsIdentity()) {
      needs.add(IdentityNeed.LEVEL);
    }
    return needs;
  }

  /** The same in another language, which the person chose. */
  public SignInRequest in(Locale other) {
    return with(tellsName, other, Optional.of(other));
  }

  private SignInRequest with(boolean tells, Locale language, Optional<Locale> own) {
    return new SignInRequest(
        id,
        returnTo,
        client,
        application,
        department,
        home,
        wanted,
        tells,
        purpose,
        loginHint,
        language,
        own);
  }
}
