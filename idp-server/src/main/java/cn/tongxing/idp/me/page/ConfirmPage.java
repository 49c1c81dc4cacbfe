package cn.tongxing.idp.me.page;

import java.util.Optional;

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
   * View {@code me/end-link}.
   *
   * @param fresh as of a passkey
   * @param more as in {@link CredentialsPage}
   * @param waits as of a passkey
   */
  record EndLink(
      AccountPage.Link link,
      boolean fresh,
      Optional<MoreToShow> more,
      boolean waits,
      String action,
      String step)
      implements ConfirmPage {}

  /**
   * View {@code me/remove-passkey}.
   *
   * @param fresh whether enough was shown just now; otherwise the form leads to showing more
   * @param more as in {@link CredentialsPage}
   * @param waits whether a change of phone waits, so that nothing can be removed
   */
  record RemovePasskey(
      AccountPage.Passkey passkey,
      boolean fresh,
      Optional<MoreToShow> more,
      boolean waits,
      String action,
      String step)
      implements ConfirmPage {}
}
