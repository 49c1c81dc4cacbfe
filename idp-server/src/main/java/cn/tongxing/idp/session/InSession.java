package cn.tongxing.idp.session;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Session binding: what a page does for its person happens only while the session goes on that it
 * came in. A page is let in before it does anything, and the account may change hands, or the
 * person sign out everywhere, between the two. So whoever changes something of a person by a page
 * does it through here: one transaction in which the person's row is held alone, and the session is
 * looked at again with it held. The order of locks is that of ADR 0020.
 *
 * <p>Empty is the answer if the session goes on no more or the person may not use the service:
 * nothing has changed, and the person signs in again.
 */
public interface InSession {

  /**
   * Does it after the person is held and the session has been looked at, and commits.
   *
   * @param act may lock what comes after the person
   */
  default <T> Optional<T> does(SsoSession session, Supplier<T> act) {
    return does(session, () -> {}, act, _ -> true);
  }

  /** The same for what has no outcome. Whether it was done. */
  default boolean does(SsoSession session, Runnable act) {
    return does(
            session,
            () -> {
              act.run();
              return true;
            })
        .isPresent();
  }

  /**
   * The same where something is to be locked before the person, a phone's number say, or where what
   * came of it may not stay.
   *
   * @param first locks what comes before the person
   * @param stays whether what was done is kept; else all is undone, and its outcome is told
   */
  <T> Optional<T> does(SsoSession session, Runnable first, Supplier<T> act, Predicate<T> stays);

  /**
   * Whether the session goes on, and what was shown in it just now still counts, by what is
   * committed now: for whoever holds the person in a transaction of their own, since they work
   * before it begins.
   */
  boolean goesOn(SsoSession session);
}
