package cn.tongxing.sample;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.sdk.ClientSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What whoever is not signed in gets of an application whose provider does not answer. */
class DepartmentAnswersTest {

  private static final URI ADDRESS = URI.create("https://hospital.example/");
  private static final URI PROVIDER = URI.create("http://127.0.0.1:9");
  private static final Pattern TOKEN = Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"");

  private final InstantSource clock = InstantSource.system();
  private final Department department =
      new Department(
          new Hospital(clock, new TextMessages(Optional.empty(), clock)),
          ClientSettings.confidential(
              PROVIDER,
              "hospital",
              "secret-of-the-hospital-for-tests",
              ADDRESS.resolve("/callback"),
              Set.of("openid")),
          ADDRESS);

  private Answer get(String path, String... cookies) {
    return department.answer(
        new Request("GET", ADDRESS.resolve(path), "", List.of(cookies), "zh-CN"));
  }

  private Answer post(String path, String body, String... cookies) {
    return department.answer(
        new Request("POST", ADDRESS.resolve(path), body, List.of(cookies), "zh-CN"));
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String cookie(Answer home) {
    return Objects.requireNonNull(home.headers().get("Set-Cookie")).split(";", 2)[0];
  }

  private static String token(Answer home) {
    Matcher token = TOKEN.matcher(text(home));
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  @Test
  void aVisitorGetsACookieThatIsForThisHostAlone() {
    Answer home = get("/");

    assertThat(home.status()).isEqualTo(200);
    assertThat(home.headers().get("Set-Cookie"))
        .matches("__Host-hospital=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax");
    assertThat(home.headers())
        .containsEntry("Cache-Control", "no-store")
        .containsEntry("Referrer-Policy", "no-referrer")
        .containsEntry("X-Content-Type-Options", "nosniff");
    assertThat(home.headers().get("Content-Security-Policy"))
        .contains("default-src 'none'", "form-action 'self' " + PROVIDER, "frame-ancestors 'none'");
    assertThat(cookie(get("/", cookie(home)))).as("the same visitor").isEqualTo(cookie(home));
  }

  /** Another site's form has no token, or that of its own browser. */
  @ParameterizedTest
  @ValueSource(strings = {"/login", "/act", "/logout"})
  void aFormThatWasNotShownToThisBrowserDoesNothing(String path) {
    Answer mine = get("/");
    Answer theirs = get("/");

    for (Answer answer :
        List.of(
            post(path, "", cookie(mine)),
            post(path, "form_token=" + token(theirs), cookie(mine)),
            post(path, "form_token=" + token(mine)),
            get(path, cookie(mine)))) {
      assertThat(answer.status()).isEqualTo(303);
      assertThat(answer.headers())
          .containsEntry("Location", ADDRESS.toString())
          .doesNotContainKey("Set-Cookie");
    }
  }

  @Test
  void whileTheProviderIsAwayThatIsSaidAndNotToBeTheCitizensDoing() {
    Answer mine = get("/");

    Answer login = post("/login", "form_token=" + token(mine), cookie(mine));

    assertThat(login.status()).isEqualTo(503);
    assertThat(text(login)).contains("暂时无法登录", "与您的操作无关");
  }

  @ParameterizedTest
  @CsvSource({
    "/callback?state=guessed&code=x, 400, 这次登录已经结束",
    "/callback, 400, 这次登录已经结束",
    "/no-such-page, 404, 没有这个页面",
    "/logged-out, 200, 您已退出登录"
  })
  void whoBeganNoSignInIsToldSo(String path, int status, String words) {
    Answer answer = get(path, cookie(get("/")));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(text(answer)).contains(words).contains("href=\"/\"");
  }

  @Test
  void nobodyIsSignedOutByWhatIsNoLogoutToken() {
    assertThat(get("/backchannel-logout").status()).isEqualTo(405);
    assertThat(post("/backchannel-logout", "logout_token=x.y.z").status()).isIn(400, 503);
    assertThat(post("/backchannel-logout", "").status()).isIn(400, 503);
  }
}
