package cn.tongxing.idp.login.web;

import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.login.LastApplication;
import cn.tongxing.idp.login.SignInRequest;
import cn.tongxing.idp.session.OwnCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The cookie that remembers where the person was going, for pages that say that something is over
 * or went wrong: by then nothing else knows. It holds the names of the application and its
 * department and its home page, and a keyed hash of them, so that nobody can put other names on our
 * page, or a link to elsewhere.
 */
@Component
class GoingTo implements LastApplication {

  private static final String PURPOSE = "going-to";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final KeyedHash hash;

  GoingTo(KeyedHash hash) {
    this.hash = hash;
  }

  /** In a language. */
  static Application in(Locale locale, SignInRequest request) {
    return new Application(
        request.application().in(locale),
        request.department().in(locale),
        request.home().orElse(""));
  }

  void remember(SignInRequest request, HttpServletResponse answer) {
    Application last = in(request.locale(), request);
    String text = String.join("\n", last.name(), last.department(), last.home());
    String value =
        ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8))
            + "."
            + ENCODER.encodeToString(hash.of(PURPOSE, text));
    OwnCookie.GOING.hand(answer, value);
  }

  @Override
  public Application of(HttpServletRequest http) {
    return OwnCookie.GOING.of(http).flatMap(this::read).orElse(Application.UNKNOWN);
  }

  private Optional<Application> read(String value) {
    String[] parts = value.split("\\.", 2);
    if (parts.length != 2) {
      return Optional.empty();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
      String[] last = text.split("\n", 3);
      return last.length == 3
              && hash.matches(Base64.getUrlDecoder().decode(parts[1]), PURPOSE, text)
          ? Optional.of(new Application(last[0], last[1], last[2]))
          : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
