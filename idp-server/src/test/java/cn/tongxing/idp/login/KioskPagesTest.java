package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a self-service machine's browser gets from the whole server. */
@Clause("issue 5 item 39: kiosks")
class KioskPagesTest {

  private static final String BEGIN =
      "/oauth2/authorize?client_id=hospital&redirect_uri=https%3A%2F%2Fhospital.example%2Fcallback"
          + "&response_type=code&scope=openid&state=s&nonce=n&code_challenge_method=S256"
          + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private final RunningServer server = RunningServer.shared();
  private final HttpClient browser = HttpClient.newHttpClient();

  /** The pages of a sign-in are cut once for all browsers: a machine's are not among them. */
  @Test
  void everyPageAtAMachineSaysHowAVisitEndsAndNobodyElsesDoes() throws Exception {
    String key = key();
    for (String page : new String[] {BEGIN, "/", BEGIN, "/nowhere"}) {
      assertThat(page(page, "")).doesNotContain("id=\"kiosk");
      assertThat(page(page, key))
          .as(page)
          .contains("id=\"kiosk-end\"", "id=\"kiosk\"", "data-idle=\"60\"", "data-start=\"/\"");
    }
    assertThat(page(BEGIN, "")).contains("value=\"method:password\"");
  }

  /** Whoever stands there came from no application: one has to be pressed. */
  @Test
  void theStartPageOfAMachineOffersTheApplicationsAndNobodyElsesDoes() throws Exception {
    String key = key();
    assertThat(page("/", key))
        .contains("id=\"applications\"", "href=\"https://fund.example/start?from=id\"", "公积金")
        .doesNotContain("请从要使用的应用进入");
    assertThat(page("/", "")).doesNotContain("id=\"applications\"");
    assertThat(page("/?lang=en", key)).contains("Which application do you need?");
  }

  /** Whoever opens the link of the machine once more, at the machine that has its key. */
  @Test
  void aUsedLinkLeadsOnToTheMachineThatHasTheKey() throws Exception {
    String link = server.bean(Kiosks.class).add("大厅五号机").link();
    String key = RunningServer.cookies(server.post("/kiosk/key/" + link, Map.of()))[0];
    assertThat(page("/kiosk/key/" + link, key))
        .contains("id=\"here\"", "id=\"start\" href=\"/\"", "开始使用")
        .doesNotContain("请管理人员");
    assertThat(page("/kiosk/key/" + link, ""))
        .contains("请管理人员再生成一个")
        .doesNotContain("id=\"start\"");
  }

  private String key() {
    String link = server.bean(Kiosks.class).add("大厅四号机").link();
    return RunningServer.cookies(server.post("/kiosk/key/" + link, Map.of()))[0];
  }

  private String page(String path, String cookie) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.issuer() + path))
            .header("Accept", "text/html")
            .header("Cookie", cookie)
            .build();
    return browser.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
