package cn.tongxing.idp.login.web;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.login.LastApplication;
import cn.tongxing.idp.login.SignInRequest;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.OwnCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * The cookie that remembers where the person was going, for pages that say that something is over
 * or went wrong: by then nothing else knows. It holds the names of the application and its
 * department, in each language, and its home page, and a keyed hash of them, so that nobody can put
 * other names on our page, or a link to elsewhere. A self-service machine is handed none, and one
 * of before it was a machine is not read there: the next who comes is somebody else.
 */
@Component
class GoingTo implements LastApplication {

  private static final String PURPOSE = "going-to";

  /** Name and department in three languages, home page. */
  private static final int PARTS = 7;

  /** Request attribute: what this very request has put into the cookie. */
  private static final String NOTED = GoingTo.class.getName();

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final KeyedHash hash;

  GoingTo(KeyedHash hash) {
    this.hash = hash;
  }

  /** In a language. */
  static Application in(Locale locale, SignInRequest request) {
    return new Application(
        request.application().in(locale),
        request.office().map(office -> office.in(locale)).orElse(""),
        request.home().orElse(""));
  }

  void remember(SignInRequest request, HttpServletRequest http, HttpServletResponse answer) {
    remember(request.application(), request.office(), request.home(), http, answer);
  }

  @Override
  public void note(Origin from, HttpServletRequest http, HttpServletResponse answer) {
    remember(from.name(), Optional.of(from.department()), from.home(), http, answer);
  }

  private void remember(
      LocalizedText name,
      Optional<LocalizedText> office,
      Optional<String> home,
      HttpServletRequest http,
      HttpServletResponse answer) {
    List<String> last = new ArrayList<>(words(name));
    last.addAll(office.map(GoingTo::words).orElse(List.of("", "", "")));
    last.add(home.orElse(""));
    String text = String.join("\n", last);
    String value =
        ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8))
            + "."
            + ENCODER.encodeToString(hash.of(PURPOSE, text));
    if (!value.equals(http.getAttribute(NOTED))) {
      http.setAttribute(NOTED, value);
      if (Kiosks.at(http).isEmpty()) {
        OwnCookie.GOING.hand(answer, value);
      }
    }
  }

  private static List<String> words(LocalizedText text) {
    return List.of(text.simplified(), text.traditional(), text.english());
  }

  @Override
  public Application of(HttpServletRequest http) {
    Locale locale = RequestContextUtils.getLocale(http);
    return Optional.ofNullable((String) http.getAttribute(NOTED))
        .or(() -> Kiosks.at(http).isPresent() ? Optional.empty() : OwnCookie.GOING.of(http))
        .flatMap(value -> read(value, locale))
        .orElse(Application.UNKNOWN);
  }

  private Optional<Application> read(String value, Locale locale) {
    String[] parts = value.split("\\.", 2);
    if (parts.length != 2) {
      return Optional.empty();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
      String[] last = text.split("\n", PARTS);
      return last.length == PARTS
              && hash.matches(Base64.getUrlDecoder().decode(parts[1]), PURPOSE, text)
          ? Optional.of(
              new Application(
                  new LocalizedText(last[0], last[1], last[2]).in(locale),
                  last[3].isEmpty() ? "" : new LocalizedText(last[3], last[4], last[5]).in(locale),
                  last[6]))
          : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
