package cn.tongxing.idp.platform.page;

import cn.tongxing.adapter.spi.HongKongWords;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * The catalogue, with Hong Kong's wording made from the traditional one: the same sentences with
 * words of its own ({@link HongKongWords}), so that no sentence is kept twice.
 */
final class PageMessages extends ResourceBundleMessageSource {

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

    private final Map<String, String> texts = new TreeMap<>();

    private HongKong(ResourceBundle traditional) {
      traditional
          .keySet()
          .forEach(key -> texts.put(key, HongKongWords.in(traditional.getString(key))));
      texts.put("lang", PageLanguages.HONG_KONG.toLanguageTag());
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
