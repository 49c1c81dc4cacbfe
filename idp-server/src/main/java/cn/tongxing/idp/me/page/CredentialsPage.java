package cn.tongxing.idp.me.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * View {@code me/credentials}: a passkey or a password to sign in with next time. Posts {@code
 * action=passkey} with {@code credential}, or {@code action=password} with {@code new_password}.
 *
 * @param fresh whether enough was shown just now; otherwise the form leads to showing more
 * @param passkey empty unless fresh
 * @param challenge of the passkey, in the form; blank unless fresh
 * @param username what a password manager keeps a new password under: the person's phone; blank
 *     unless fresh
 * @param more what is to be shown beside what was shown just now; empty where that is enough, or
 *     where it was nothing
 * @param waits whether a change of phone waits, so that nothing can be set
 * @param ended upstreams whose link the person ended, each with a form of its own
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
    Optional<MoreToShow> more,
    boolean waits,
    List<EndedLink> ended) {
  public CredentialsPage {
    ended = List.copyOf(ended);
  }

  /**
   * An upstream of which nothing is linked again before that is asked for here.
   *
   * @param name of the way, in the page's language
   * @param since when the link was ended
   * @param action address the form posts to
   */
  public record EndedLink(String name, String since, String action, String step) {}

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

    /** The sentence's arguments: numbers, the same in each language. */
    public List<String> in(Locale language) {
      return arguments;
    }
  }
}
