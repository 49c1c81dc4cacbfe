package cn.tongxing.idp.keys;

import java.util.Set;

/**
 * Slow hash of people's passwords. New ones are Argon2id; bcrypt and PBKDF2 of an earlier system
 * are verified and replaced at the next sign-in. At most as many run at once as there are cores,
 * and a bounded number waits for a bounded time: who would wait longer gets {@link PasswordsBusy}
 * from {@link #hash} and {@link #matches}.
 */
public interface PasswordHash {

  /** Hashes a password (at most 256 characters) into the PHC string form. */
  String hash(String password);

  /**
   * Whether the password is the one that was hashed. No comes at the same time for every kind of
   * hash and for a missing one: pass an empty string where there is no account. That is about a
   * second after the question, so do not ask inside a database transaction.
   *
   * @param encoded Argon2id in PHC form, bcrypt ({@code $2a$}, {@code $2b$}, {@code $2y$}) or
   *     PBKDF2 in PHC form ({@code $pbkdf2-sha256$i=...$salt$hash}, {@code $pbkdf2-sha512$...})
   */
  boolean matches(String password, String encoded);

  /**
   * The same for a password that may be meant in several writings (normal forms of Unicode): one
   * question, one answer, at one time.
   *
   * @param writings at least one
   */
  boolean matchesAny(Set<String> writings, String encoded);

  /** Whether the stored form is weaker than what {@link #hash} makes now. */
  boolean isOutdated(String encoded);

  /** Whether the text is a form that {@link #matches} understands. */
  boolean isKnownForm(String encoded);
}
