package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.HongKongWords;
import cn.tongxing.idp.session.OwnLanguage;
import cn.tongxing.idp.testing.Clause;
import jakarta.servlet.http.Cookie;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Which language a page is in, and what is remembered of it. */
@Clause("issue 5 item 24: languages")
class PageLanguagesTest {

  private final PageLanguages languages = new PageLanguages();

  @ParameterizedTest
  @CsvSource({
    "zh_TW, zh-TW",
    "zh-Hant, zh-TW",
    "zh-Hant-TW, zh-TW",
    "zh-HK, zh-HK",
    "zh_HK, zh-HK",
    "zh-Hant-HK, zh-HK",
    "zh-Hant_HK, zh-HK",
    "zh-MO, zh-HK",
    "yue, zh-HK",
    "yue-HK, zh-HK",
    "yue-Hant, zh-HK",
    "yue-Hant-HK, zh-HK",
    "zh-yue, zh-HK",
    "yue-Hans, zh-CN",
    "yue-CN, zh-CN",
    "zh-Hans-HK, zh-CN",
    "zh-Hant-CN, zh-TW",
    "zh, zh-CN",
    "zh-CN, zh-CN",
    "zh_Hans_CN, zh-CN",
    "zh-SG, zh-CN",
    "cmn-Hant-TW, zh-TW",
    "cmn, zh-CN",
    "en-GB, en",
    "EN_us, en",
    "se zh_TW en, zh-TW",
  })
  void eachTagIsReadAsWhoeverWroteItMeant(String asked, String shown) {
    var request = new MockHttpServletRequest("GET", "/oauth2/authorize");
    request.setParameter("ui_locales", asked);
    assertThat(languages.resolveLocale(request).toLanguageTag()).isEqualTo(shown);
    if (!asked.contains(" ")) {
      var preferring = new MockHttpServletRequest("GET", "/");
      preferring.addHeader("Accept-Language", asked.replace('_', '-'));
      preferring.addPreferredLocale(Locale.forLanguageTag(asked.replace('_', '-')));
      assertThat(languages.resolveLocale(preferring).toLanguageTag()).isEqualTo(shown);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/oauth2/authorize", "/connect/logout", "/", "/me"})
  void whatADepartmentAsksForIsNotRemembered(String path) throws Exception {
    assertThat(remembered(path, "ui_locales", "en")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/oauth2/authorize, lang",
    "/connect/logout, lang",
    "/me, lang",
    "/sign-in/x, ui_locales"
  })
  void whatThePersonChoosesIsRememberedForAYear(String path, String parameter) throws Exception {
    Cookie cookie = remembered(path, parameter, "zh_HK", "same-origin", "en");
    assertThat(cookie.getValue()).isEqualTo("zh-HK");
    assertThat(cookie.getMaxAge()).isEqualTo(365 * 24 * 60 * 60);
  }

  /** The pages stay in its language; that it is the person's, nobody has said. */
  @ParameterizedTest
  @CsvSource({
    "/oauth2/authorize, lang, cross-site",
    "/connect/logout, lang, same-site",
    "/me, lang, none",
    "/, lang, ''",
    "/sign-in/x, ui_locales, cross-site"
  })
  @Clause({"A13", "issue 5 item 24: languages"})
  void whatALinkFromElsewhereChoosesIsNotThePersons(String path, String parameter, String site)
      throws Exception {
    for (String before : new String[] {"", "zh-HK", "zh-CN~zh-HK"}) {
      String cookie = remembered(path, parameter, "en", site, before).getValue();
      var next = new MockHttpServletRequest("GET", "/");
      next.setCookies(new Cookie("lang", cookie));
      next.addHeader("Accept-Language", "zh-TW");
      next.addPreferredLocale(Locale.TRADITIONAL_CHINESE);
      assertThat(languages.resolveLocale(next)).isEqualTo(Locale.ENGLISH);
      assertThat(PageLanguages.own(next).map(Locale::toLanguageTag))
          .hasValue(before.isEmpty() ? "zh-TW" : "zh-HK");
    }
  }

  @Test
  void thePersonsChoiceOverrulesTheDepartmentsAndTakesItOutOfTheAddress() {
    var request = new MockHttpServletRequest("GET", "/connect/logout");
    request.setQueryString("state=1&ui_locales=en");
    request.setParameter("ui_locales", "en");
    request.setParameter("lang", "zh-CN");
    assertThat(languages.resolveLocale(request)).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    assertThat(new Display(request).getLanguages().getFirst().href())
        .isEqualTo("?state=1&lang=zh-CN");
  }

  @ParameterizedTest
  @CsvSource({
    "ui_locales, en, '', '', cross-site, ",
    "ui_locales, en, zh-TW, '', cross-site, zh-TW",
    "ui_locales, en, zh-TW, zh-HK, cross-site, zh-HK",
    "lang, zh-CN, zh-TW, zh-HK, cross-site, zh-HK",
    "lang, zh-CN, zh-TW, zh-HK, same-origin, zh-CN"
  })
  void whatADepartmentBelievesIsNotWhatThePersonAskedFor(
      String parameter,
      String value,
      String browser,
      String cookie,
      String site,
      @Nullable String own)
      throws Exception {
    var request = new MockHttpServletRequest("GET", "/oauth2/authorize");
    request.addHeader("Sec-Fetch-Site", site);
    request.setQueryString(parameter + "=" + value);
    request.setParameter(parameter, value);
    if (!browser.isEmpty()) {
      request.addHeader("Accept-Language", browser);
      request.addPreferredLocale(Locale.forLanguageTag(browser));
    }
    if (!cookie.isEmpty()) {
      request.setCookies(new Cookie("lang", cookie));
    }

    new PagePreferences().doFilter(request, new MockHttpServletResponse(), new MockFilterChain());

    assertThat(languages.resolveLocale(request).toLanguageTag()).isEqualTo(value);
    assertThat(OwnLanguage.of(request).map(Locale::toLanguageTag))
        .isEqualTo(Optional.ofNullable(own));
  }

  @Test
  void theSwitchKeepsAPersonOfHongKongInTheirWords() {
    var request = new MockHttpServletRequest("GET", "/");
    request.setCookies(new Cookie("lang", "zh-HK"));
    assertThat(new Display(request).getLanguages())
        .extracting(Display.LanguageLink::tag)
        .containsExactly("zh-CN", "zh-HK", "en");
    assertThat(new Display(new MockHttpServletRequest("GET", "/")).getLanguages())
        .extracting(Display.LanguageLink::tag)
        .containsExactly("zh-CN", "zh-TW", "en");
  }

  @Test
  void hongKongHasEveryTextInItsOwnWords() {
    ResourceBundle hongKong = messages().getResourceBundle("messages", PageLanguages.HONG_KONG);
    ResourceBundle taiwan = messages().getResourceBundle("messages", Locale.TRADITIONAL_CHINESE);
    assertThat(new TreeSet<>(hongKong.keySet())).isEqualTo(new TreeSet<>(taiwan.keySet()));
    List<String> words = HongKongWords.ALL.stream().map(Map.Entry::getKey).toList();
    for (String key : hongKong.keySet()) {
      assertThat(hongKong.getString(key)).doesNotContain(words);
    }
    assertThat(messages().getMessage("lang", null, PageLanguages.HONG_KONG)).isEqualTo("zh-HK");
    assertThat(messages().getMessage("otp.title", null, PageLanguages.HONG_KONG)).contains("短訊");
    assertThat(messages().getMessage("me.title", null, PageLanguages.HONG_KONG)).contains("帳戶");
    assertThat(messages().getMessage("me.terms", null, PageLanguages.HONG_KONG))
        .contains("私隱")
        .doesNotContain("隱私");
    assertThat(messages().getMessage("me.level", null, PageLanguages.HONG_KONG)).contains("身份");
    assertThat(messages().getMessage("phone.hint", null, PageLanguages.HONG_KONG)).contains("+852");
    assertThat(messages().getMessage("error.503.body", null, PageLanguages.HONG_KONG))
        .contains("櫃位");
  }

  private static PageMessages messages() {
    return (PageMessages) new PageConfiguration().messageSource();
  }

  private static Cookie remembered(String path, String parameter, String value) throws Exception {
    return remembered(path, parameter, value, "same-origin", "");
  }

  private static Cookie remembered(
      String path, String parameter, String value, String site, String before) throws Exception {
    var request = new MockHttpServletRequest("GET", path);
    if (!site.isEmpty()) {
      request.addHeader("Sec-Fetch-Site", site);
    }
    if (!before.isEmpty()) {
      request.setCookies(new Cookie("lang", before));
    }
    request.setQueryString(parameter + "=" + value);
    request.setParameter(parameter, value);
    var response = new MockHttpServletResponse();
    new PagePreferences().doFilter(request, response, new MockFilterChain());
    return response.getCookie("lang");
  }
}
