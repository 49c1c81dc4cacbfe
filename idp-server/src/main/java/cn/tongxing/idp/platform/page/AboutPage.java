package cn.tongxing.idp.platform.page;

import java.util.Optional;

/**
 * View {@code about}: plain words about the service.
 *
 * @param topic which text of the catalogue: {@code about.<topic>.title}, {@code .lead} and {@code
 *     .<n>.title}, {@code .<n>.body}
 * @param sections how many sections the text has, counted from 1
 */
public record AboutPage(String topic, int sections) {

  /** The page about a topic, if there is one. */
  static Optional<AboutPage> of(String topic) {
    return switch (topic) {
      case "terms" -> Optional.of(new AboutPage(topic, 4));
      case "privacy" -> Optional.of(new AboutPage(topic, 5));
      case "accessibility" -> Optional.of(new AboutPage(topic, 3));
      default -> Optional.empty();
    };
  }
}
