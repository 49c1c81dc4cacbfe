package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.authorization;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.transaction.Transactions;
import cn.tongxing.idp.testing.Clause;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
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
    var wish =
        RunningServer.with(
            authorization("hospital", "https://hospital.example/callback"), "ui_locales", "en");
    var page =
        server.send(
            server
                .request(Endpoints.AUTHORIZE + "?" + RunningServer.form(wish))
                .header("Accept", "text/html")
                .header("Accept-Language", "zh-TW")
                .GET());
    assertThat(page.body()).contains("lang=\"en\"");
    var request =
        server
            .bean(Transactions.class)
            .whole(server.interaction("hospital").signIn())
            .orElseThrow()
            .transaction()
            .request();
    assertThat(request.locale()).isEqualTo(Locale.ENGLISH);
    assertThat(request.spoken()).hasValue(Locale.TRADITIONAL_CHINESE);
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
