package cn.tongxing.idp.proofing;

import java.util.List;
import java.util.Optional;

/**
 * What is wrong, in the words of the copy catalogue.
 *
 * @param key message key, such as {@code otp.wrong}
 * @param arguments numbers, times already formatted
 * @param field which field it is about; blank for the page as a whole
 */
public record Problem(String key, List<String> arguments, String field) {

  public Problem {
    arguments = List.copyOf(arguments);
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
