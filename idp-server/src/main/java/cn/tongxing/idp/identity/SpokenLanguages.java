package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import java.util.Locale;
import java.util.Optional;

/**
 * The language that a person asks for on our pages, so that they are told in it what happens to
 * their account. Another one counts 72 hours after it was chosen: whoever has come into an account
 * cannot make its warnings unreadable to its owner. What was asked for in the sign-in that opened
 * it counts at once. Source: {@code docs/adr/0041-language-of-notices.md}.
 */
public interface SpokenLanguages {

  /** The person, signed in by a factor of their own, chose it on a page just now. */
  void chose(PersonId person, Locale language);

  /** What the person is told in; empty if none has been theirs for long enough. */
  Optional<Locale> told(PersonId person);
}
