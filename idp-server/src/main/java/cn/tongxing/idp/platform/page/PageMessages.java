package cn.tongxing.idp.platform.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * The catalogue, with Hong Kong's wording made from the traditional one: the same sentences with
 * words of its own ({@code words_zh_HK.properties}), so that no sentence is kept twice.
 */
final class PageMessages extends ResourceBundleMessageSource {

  private static final String WORDS = "words_zh_HK.properties";

  private final Map<ResourceBundle, HongKong> made =
      Collections.synchronizedMap(new WeakHashMap<>());

  @Override
  protected @Nullable ResourceBundle getResourceBundle(String basename, Locale locale) {
    if (!locale.equals(PageLanguages.HONG_KONG)) {
      return super.getResourceBundle(basename, locale);
    }
    ResourceBundle traditional = super.getResourceBundle(basename, Locale.TRADITIONAL_CHINESE);
    return traditional == null ? null : made.computeIfAbsent(traditional, HongKong::new);
  }

  /** The same texts in other words. */
  private static final class HongKong extends ResourceBundle {

    private static final List<Map.Entry<String, String>> WORDING = wording();

    private final Map<String, String> texts = new TreeMap<>();

    private HongKong(ResourceBundle traditional) {
      traditional.keySet().forEach(key -> texts.put(key, reworded(traditional.getString(key))));
    }

    private static String reworded(String text) {
      String reworded = text;
      for (Map.Entry<String, String> word : WORDING) {
        reworded = reworded.replace(word.getKey(), word.getValue());
      }
      return reworded;
    }

    /** Longer ones first: 服務櫃檯 before 櫃檯. */
    private static List<Map.Entry<String, String>> wording() {
      try {
        Properties words =
            PropertiesLoaderUtils.loadProperties(
                new EncodedResource(new ClassPathResource(WORDS), StandardCharsets.UTF_8));
        return words.stringPropertyNames().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(word -> Map.entry(word, words.getProperty(word)))
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    protected @Nullable Object handleGetObject(String key) {
      return texts.get(key);
    }

    @Override
    public Enumeration<String> getKeys() {
      return Collections.enumeration(texts.keySet());
    }
  }
}
