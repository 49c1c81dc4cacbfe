package cn.tongxing.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person who was told their level by the identity provider reads the same name here. */
class LevelWordsTest {

  private static final Path CATALOGUE = Path.of("..", "idp-server", "src", "main", "resources");

  @ParameterizedTest
  @CsvSource({
    "messages.properties, SIMPLIFIED",
    "messages_zh_TW.properties, TRADITIONAL",
    "messages_en.properties, ENGLISH"
  })
  void aLevelHasOneNameHereAndAtTheIdentityProvider(String file, Language language)
      throws IOException {
    Properties catalogue = new Properties();
    try (Reader texts = Files.newBufferedReader(CATALOGUE.resolve(file))) {
      catalogue.load(texts);
    }
    for (int level = 1; level <= 5; level++) {
      assertThat(Greeting.level(level, language))
          .isEqualTo(catalogue.getProperty("me.level.p" + level));
    }
  }
}
