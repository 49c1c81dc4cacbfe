package cn.tongxing.sdk;

/** How a sign-in ended. */
public sealed interface SignInResult {

  /** The citizen is here. */
  record SignedIn(Citizen citizen, Tokens tokens) implements SignInResult {}

  /**
   * The provider said no: the citizen turned back ({@code access_denied}), there is no session
   * ({@code login_required}), ...
   *
   * @param error an error code of RFC 6749 or OpenID Connect
   */
  record Refused(String error, String description) implements SignInResult {}

  /**
   * The answer does not belong to this browser's request, or does not hold. Show a way to begin
   * again, nothing else.
   *
   * @param reason for your log
   */
  record NotTrusted(String reason) implements SignInResult {}

  /**
   * The provider could not be reached or answered nonsense. Worth another try later.
   *
   * @param reason for your log
   */
  record Unavailable(String reason) implements SignInResult {}
}
