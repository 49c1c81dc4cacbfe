package cn.tongxing.idp.proofing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong, in the words of the copy catalogue: nothing of it belongs to a language, so that
 * whoever changes the page's language reads it in the new one.
 *
 * @param key message key, such as {@code otp.wrong}
 * @param arguments numbers
 * @param field which field it is about; blank for the page as a whole
 * @param until the time that it tells, as the sentence's first argument: from when on it is
 *     otherwise
 */
public record Problem(String key, List<String> arguments, String field, Optional<Instant> until) {

  public Problem {
    arguments = List.copyOf(arguments);
  }

  /** One that tells no time. */
  public Problem(String key, List<String> arguments, String field) {
    this(key, arguments, field, Optional.empty());
  }

  /** One that tells when it is over. */
  public static Problem until(String key, Instant until, String field) {
    return new Problem(key, List.of(), field, Optional.of(until));
  }

  /** About the page as a whole. */
  public static Problem page(String key) {
    return new Problem(key, List.of(), "");
  }

  /** Nothing is wrong. */
  public static Optional<Problem> none() {
    return Optional.empty();
  }
}
