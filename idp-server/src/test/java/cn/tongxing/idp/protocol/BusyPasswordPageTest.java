package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static cn.tongxing.idp.protocol.StoresAwayTest.isNotNow;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.keys.PasswordHash;
import cn.tongxing.idp.keys.password.FullQueue;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.LogLines;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages, while more passwords wait than can be compared in good time. */
@Clause("A9")
class BusyPasswordPageTest {

  private static final String WORD = "correct horse battery";

  private final RunningServer server = RunningServer.shared();
  private final PersonId person = server.person();

  private static String found(String pattern, HttpResponse<String> page) {
    var matcher = Pattern.compile(pattern).matcher(page.body());
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  private static String step(HttpResponse<String> page) {
    return found("name=\"step\" value=\"([^\"]*)\"", page);
  }

  @Test
  void signingInIsNotNowAndTheSamePageSignsInAfterwards() {
    server.bean(PasswordCredentials.class).set(person, WORD, RequestOrigin.SERVER);
    String phone =
        server.bean(Profiles.class).find(person).orElseThrow().phone().orElseThrow().reveal();
    var sent = server.get("/me", Map.of());
    String action = location(sent).replaceFirst("/choose-method$", "");
    String browser = String.join("; ", cookies(sent));
    var choice = server.get(location(sent), Map.of(), browser);
    var chosen =
        server.post(action, Map.of("step", step(choice), "action", "method:password"), browser);
    var page = server.get(location(chosen), Map.of(), browser);
    Map<String, String> typed =
        Map.of("step", step(page), "action", "submit", "identifier", phone, "password", WORD);

    try (var _ = FullQueue.of(server.bean(PasswordHash.class));
        var log = LogLines.begin()) {
      var busy =
          server.send(
              server
                  .request(action, browser)
                  .header("Accept", "text/html")
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(RunningServer.form(typed))));

      isNotNow(busy);
      assertThat(busy.body()).contains("<html").doesNotContain("PasswordsBusy", WORD);
      assertThat(cookies(busy)).noneMatch(each -> each.startsWith(Sessions.COOKIE + "="));
      assertThat(log.withStack()).isEmpty();
      assertThat(log.all()).anyMatch(line -> line.contains("too many passwords wait"));
    }

    var again = server.post(action, typed, browser);
    assertThat(cookies(again)).anyMatch(each -> each.startsWith(Sessions.COOKIE + "="));
  }

  @Test
  void settingOneIsNotNowAndChangesNothing() {
    String cookie = sessionCookie(server.signIn(person).cookieValue());
    var page = server.get("/me/credentials", Map.of(), cookie);
    Map<String, String> typed =
        Map.of(
            "step",
            step(page),
            "action",
            "password",
            "challenge",
            found("name=\"challenge\" value=\"([^\"]+)\"", page),
            "new_password",
            WORD);

    try (var _ = FullQueue.of(server.bean(PasswordHash.class));
        var log = LogLines.begin()) {
      isNotNow(server.post("/me/credentials", typed, cookie, cookies(page)[0]));
      assertThat(log.withStack()).isEmpty();
    }

    assertThat(server.bean(PasswordCredentials.class).exists(person)).isFalse();
  }
}
