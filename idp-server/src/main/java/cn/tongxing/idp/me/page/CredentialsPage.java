package cn.tongxing.idp.me.page;

import java.util.List;
import java.util.Optional;

/**
 * View {@code me/credentials}: a passkey or a password to sign in with next time. Posts {@code
 * action=passkey} with {@code credential}, or {@code action=password} with {@code new_password}.
 *
 * @param fresh whether the person signed in just now; otherwise the form leads to signing in
 * @param passkey empty unless fresh
 * @param challenge of the passkey, in the form; blank unless fresh
 * @param username what a password manager keeps a new password under: the person's phone; blank
 *     unless fresh
 * @param waits whether a change of phone waits, so that nothing can be set
 * @param step proves that this page, with this challenge, was shown to this browser and session
 */
public record CredentialsPage(
    boolean fresh,
    Optional<Passkey> passkey,
    String challenge,
    String username,
    Optional<Problem> problem,
    String action,
    String step,
    boolean waits) {

  /** What the script hands to the browser. */
  public record Passkey(String optionsJson) {}

  /**
   * What is wrong, in the words of the catalogue.
   *
   * @param field which field it is about; blank for the page as a whole
   */
  public record Problem(String key, List<String> arguments, String field) {
    public Problem {
      arguments = List.copyOf(arguments);
    }
  }
}
