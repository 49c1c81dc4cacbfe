package cn.tongxing.idp.platform.command;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;

/**
 * The commands say in English what they do; for readers of Chinese, their help stands in a file.
 */
final class ChineseHelp {

  private static final String FILE = "commands_zh.properties";

  private ChineseHelp() {}

  /** The texts for readers of that language; empty for what the commands say by themselves. */
  static Optional<ResourceBundle> of(Locale language) {
    if (!language.getLanguage().equals(Locale.CHINESE.getLanguage())) {
      return Optional.empty();
    }
    try (Reader texts =
        new InputStreamReader(
            Objects.requireNonNull(ChineseHelp.class.getResourceAsStream(FILE)),
            StandardCharsets.UTF_8)) {
      return Optional.of(new PropertyResourceBundle(texts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
