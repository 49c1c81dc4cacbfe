package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.authorization;
import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.SignInRequest;
import cn.tongxing.idp.login.transaction.Transactions;
import cn.tongxing.idp.testing.Clause;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a link does that somebody else made, or that something only looks at. */
class LinksFromElsewhereTest {

  private final RunningServer server = RunningServer.shared();
  private final PersonId person = server.person();
  private final String session = sessionCookie(server.signIn(person).cookieValue());

  private List<String> spoken() {
    return server
        .bean(JdbcClient.class)
        .sql("select language from person_language where person = ?")
        .param(person.value())
        .query(String.class)
        .list();
  }

  private HttpResponse<String> account(String site) {
    var request = server.request("/me?lang=zh-TW", session);
    if (!site.isEmpty()) {
      request.header("Sec-Fetch-Site", site);
    }
    return server.send(request.GET());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none", ""})
  @Clause({"A13", "N10"})
  void itDoesNotChooseTheLanguageInWhichSomebodyIsWarned(String site) {
    assertThat(account(site).statusCode()).isEqualTo(200);
    assertThat(spoken()).isEmpty();
  }

  @Test
  void thePagesOwnSwitchDoes() {
    assertThat(account("same-origin").statusCode()).isEqualTo(200);
    assertThat(spoken()).containsExactly("zh-TW");
  }

  /** From the request of a department to what the sign-in keeps. */
  @Test
  @Clause("A13")
  void aDepartmentDoesNotChooseItEither() {
    assertThat(begun(begin("cross-site", Map.of("ui_locales", "en"))).spoken())
        .hasValue(Locale.TRADITIONAL_CHINESE);
  }

  /** With the parameter of our own switch in its link, neither now nor on the next visit. */
  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none", ""})
  @Clause({"A13", "issue 5 item 24: languages"})
  void norDoesItByOurOwnParameter(String site) {
    var page = begin(site, Map.of("lang", "en"));
    assertThat(begun(page).spoken()).hasValue(Locale.TRADITIONAL_CHINESE);

    String cookie =
        Arrays.stream(cookies(page)).filter(it -> it.startsWith("lang=")).findFirst().orElseThrow();
    assertThat(begun(begin(site, Map.of(), cookie)).spoken())
        .as("the pages stay as the link said")
        .hasValue(Locale.TRADITIONAL_CHINESE);
  }

  @Test
  void whoeverChoosesByTheSwitchHasChosen() {
    assertThat(begun(begin("same-origin", Map.of("lang", "en"))).spoken()).hasValue(Locale.ENGLISH);
  }

  private HttpResponse<String> begin(String site, Map<String, String> more, String... cookies) {
    var wish = new HashMap<>(authorization("hospital", "https://hospital.example/callback"));
    wish.putAll(more);
    var request =
        server
            .request(Endpoints.AUTHORIZE + "?" + RunningServer.form(wish), cookies)
            .header("Accept", "text/html")
            .header("Accept-Language", "zh-TW");
    if (!site.isEmpty()) {
      request.header("Sec-Fetch-Site", site);
    }
    return server.send(request.GET());
  }

  /** What the sign-in keeps whose first page this is; it is in English each time. */
  private SignInRequest begun(HttpResponse<String> page) {
    assertThat(page.body()).contains("lang=\"en\"");
    SignInRequest request =
        server
            .bean(Transactions.class)
            .whole(server.interaction("hospital").signIn())
            .orElseThrow()
            .transaction()
            .request();
    assertThat(request.locale()).isEqualTo(Locale.ENGLISH);
    return request;
  }

  @Test
  void whatCarriesNothingOutIsLookedAt() {
    assertThat(server.send(server.request(Endpoints.JWKS).HEAD()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/oauth2/authorize",
        "/oauth2/logout",
        "/sign-in/callback/AAAA",
        "/sign-in/notify/AAAA"
      })
  @Clause({"C1", "RFC 9110 9.2.1"})
  void whatIsOnlyLookedAtIsNotCarriedOut(String path) {
    String query =
        authorization("hospital", "https://hospital.example/callback").entrySet().stream()
            .map(each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));

    var looked = server.send(server.request(path + "?" + query, session).HEAD());

    assertThat(looked.statusCode()).isEqualTo(405);
    assertThat(looked.headers().firstValue("Allow")).contains("GET, POST");
    assertThat(looked.headers().allValues("Set-Cookie")).isEmpty();
  }
}
