package cn.tongxing.idp.platform.page;

import cn.tongxing.adapter.spi.LocalizedText;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * {@code idp.pages.*}: what a city says of itself on every page. Nothing is required.
 *
 * @param hotline telephone for help
 * @param name what the city calls the service; also the name that a passkey is kept under
 * @param title official name in the header
 * @param operator office that answers for the service (主办单位)
 * @param undertaker office that runs it (承办单位)
 * @param icp registration of the site (ICP备案号)
 * @param policeRecord registration with the police (公安备案号), with its 14 digits
 * @param siteCode code of a government site (网站标识码), 10 characters
 * @param colour of buttons, links and the panel, {@code #rrggbb}
 * @param logo SVG or PNG beside the name
 * @param picture SVG or PNG at the bottom of the panel
 * @param links addresses of the city's own texts: {@code terms}, {@code privacy}, {@code
 *     accessibility}
 * @param termsVersion by which the terms and the privacy notice are told from earlier ones; kept
 *     with each account that is opened under them. Required beside links of the city's own
 */
@ConfigurationProperties("idp.pages")
record SiteSettings(
    @DefaultValue("12345") String hotline,
    @Nullable Texts name,
    @Nullable Texts title,
    @Nullable Texts operator,
    @Nullable Texts undertaker,
    @DefaultValue("") String icp,
    @DefaultValue("") String policeRecord,
    @DefaultValue("") String siteCode,
    @Nullable String colour,
    @Nullable Resource logo,
    @Nullable Resource picture,
    @DefaultValue Map<String, URI> links,
    @Nullable String termsVersion) {

  /** Of the texts that come with the server. */
  private static final String OWN_TERMS = "tongxing-1";

  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
  private static final List<String> TOPICS = List.of("terms", "privacy", "accessibility");
  private static final Pattern POLICE_DIGITS = Pattern.compile("(?<!\\d)\\d{14}(?!\\d)");
  private static final Pattern SITE_CODE = Pattern.compile("[A-Za-z0-9]{10}");

  SiteSettings {
    links = Map.copyOf(links);
    complete("name", name);
    complete("title", title);
    complete("operator", operator);
    complete("undertaker", undertaker);
    var _ = CityLook.of(colour, logo, picture); // what cannot be read or seen stops the start
    links.forEach((topic, uri) -> {
      if (!TOPICS.contains(topic) || !isPage(uri)) {
        throw new IllegalArgumentException(
            "idp.pages.links."
                + topic
                + ": one of "
                + TOPICS
                + ", an https address or a path here");
      }
    });
    boolean ownTexts = links.containsKey("terms") || links.containsKey("privacy");
    if (termsVersion == null ? ownTexts : !VERSION.matcher(termsVersion).matches()) {
      throw new IllegalArgumentException(
          "idp.pages.terms-version: 1 to 32 letters, digits, dots, hyphens, underscores that tell"
              + " the terms and privacy notice of idp.pages.links from earlier ones");
    }
    if (!policeRecord.isEmpty() && !POLICE_DIGITS.matcher(policeRecord).find()) {
      throw new IllegalArgumentException("idp.pages.police-record: holds no number of 14 digits");
    }
    if (!siteCode.isEmpty() && !SITE_CODE.matcher(siteCode).matches()) {
      throw new IllegalArgumentException("idp.pages.site-code: 10 letters or digits");
    }
  }

  private static boolean isPage(URI uri) {
    return uri.isAbsolute()
        ? uri.getScheme().equals("https") && uri.getHost() != null
        : uri.getRawAuthority() == null && uri.getRawPath().startsWith("/");
  }

  /** One text in three languages. */
  record Texts(@Nullable String zhCn, @Nullable String zhTw, @Nullable String en) {

    Optional<LocalizedText> localized() {
      return zhCn == null || zhTw == null || en == null
          ? Optional.empty()
          : Optional.of(new LocalizedText(zhCn, zhTw, en));
    }
  }

  private static void complete(String name, @Nullable Texts texts) {
    if (texts != null && texts.localized().isEmpty()) {
      throw new IllegalArgumentException("idp.pages." + name + ": needs zh-cn, zh-tw and en");
    }
  }

  /** What who opens an account accepts. */
  String acceptedTerms() {
    return termsVersion == null ? OWN_TERMS : termsVersion;
  }

  /** Colour, logo and picture, read and checked. */
  CityLook look() {
    return CityLook.of(colour, logo, picture);
  }

  /**
   * The rest.
   *
   * @param logoPath where the logo is served
   */
  Site site(boolean demo, Optional<String> logoPath) {
    return new Site(
        demo,
        hotline,
        text(name),
        text(title),
        text(operator),
        text(undertaker),
        logoPath,
        records(),
        TOPICS.stream().map(this::topic).toList());
  }

  private static Optional<LocalizedText> text(@Nullable Texts texts) {
    return Optional.ofNullable(texts).flatMap(Texts::localized);
  }

  private List<Site.Registration> records() {
    List<Site.Registration> records = new ArrayList<>();
    if (!siteCode.isEmpty()) {
      records.add(new Site.Registration("site-code", siteCode, Optional.empty()));
    }
    if (!icp.isEmpty()) {
      records.add(new Site.Registration("icp", icp, Optional.of("https://beian.miit.gov.cn/")));
    }
    POLICE_DIGITS
        .matcher(policeRecord)
        .results()
        .map(found -> "https://beian.mps.gov.cn/#/query/webSearch?code=" + found.group())
        .forEach(
            href -> records.add(new Site.Registration("police", policeRecord, Optional.of(href))));
    return records;
  }

  private Site.Topic topic(String name) {
    URI own = links.get(name);
    return new Site.Topic(name, own == null ? AboutController.ROOT + name : own.toString());
  }
}
