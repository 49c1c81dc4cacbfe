package cn.tongxing.idp.me.page;

/** The pages that ask before something ends. Each posts the hidden field {@code step}. */
public sealed interface ConfirmPage {

  /**
   * View {@code me/withdraw}: says what withdrawing does.
   *
   * @param action address the form posts to
   * @param step proves that this page was shown to this browser and session
   */
  record Withdraw(AccountPage.Agreed agreed, String action, String step) implements ConfirmPage {}

  /**
   * View {@code me/remove-passkey}.
   *
   * @param fresh whether the person signed in just now; otherwise the form leads to signing in
   * @param waits whether a change of phone waits, so that nothing can be removed
   */
  record RemovePasskey(
      AccountPage.Passkey passkey, boolean fresh, boolean waits, String action, String step)
      implements ConfirmPage {}
}
