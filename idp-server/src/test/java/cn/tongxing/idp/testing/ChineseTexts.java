package cn.tongxing.idp.testing;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;

/**
 * What a generated document says in Chinese of what the code says in English; by the name of each
 * row, in a file of this module's test resources.
 */
public final class ChineseTexts {

  private final Properties texts = new Properties();

  private ChineseTexts(Reader file) throws IOException {
    texts.load(file);
  }

  public static ChineseTexts of(String file) throws IOException {
    try (Reader words = Files.newBufferedReader(Path.of("src/test/resources", file))) {
      return new ChineseTexts(words);
    }
  }

  /** Empty where it has none, which the document's own test must not let pass. */
  public String get(String name) {
    return texts.getProperty(name, "");
  }

  public Set<String> names() {
    return texts.stringPropertyNames();
  }
}
