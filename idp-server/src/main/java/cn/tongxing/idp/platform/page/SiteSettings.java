package cn.tongxing.idp.platform.page;

import cn.tongxing.adapter.spi.LocalizedText;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code idp.pages.*}: what a city says of itself on every page. Nothing is required.
 *
 * @param hotline telephone for help
 * @param title official name in the header
 * @param operator office that runs the service
 * @param filing its registration number
 * @param links addresses of the city's own texts: {@code terms}, {@code privacy}, {@code
 *     accessibility}
 */
@ConfigurationProperties("idp.pages")
record SiteSettings(
    @DefaultValue("12345") String hotline,
    @Nullable Texts title,
    @Nullable Texts operator,
    @DefaultValue("") String filing,
    @DefaultValue Map<String, URI> links) {

  private static final List<String> TOPICS = List.of("terms", "privacy", "accessibility");

  SiteSettings {
    links = Map.copyOf(links);
    links.forEach((name, uri) -> {
      if (!TOPICS.contains(name) || !isPage(uri)) {
        throw new IllegalArgumentException(
            "idp.pages.links." + name + ": one of " + TOPICS + ", an https address or a path here");
      }
    });
  }

  private static boolean isPage(URI uri) {
    return uri.isAbsolute()
        ? uri.getScheme().equals("https") && uri.getHost() != null
        : uri.getRawAuthority() == null && uri.getRawPath().startsWith("/");
  }

  /** One text in three languages. */
  record Texts(String zhCn, String zhTw, String en) {
    LocalizedText localized() {
      return new LocalizedText(zhCn, zhTw, en);
    }
  }

  Site site(boolean demo) {
    return new Site(
        demo,
        hotline,
        Optional.ofNullable(title).map(Texts::localized),
        Optional.ofNullable(operator).map(Texts::localized),
        filing,
        TOPICS.stream().map(this::topic).toList());
  }

  private Site.Topic topic(String name) {
    URI own = links.get(name);
    return new Site.Topic(name, own == null ? AboutController.ROOT + name : own.toString());
  }
}
