package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A page of an error names where its browser was going, also where that has no home page. */
@Clause("issue 5 item 37: a way out")
class WhereAnErrorLeadsTest {

  private static final String BEGIN =
      "/oauth2/authorize?client_id=hospital&redirect_uri=https%3A%2F%2Fhospital.example%2Fcallback"
          + "&response_type=code&scope=openid&state=s&nonce=n&code_challenge_method=S256"
          + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private final RunningServer server = RunningServer.shared();

  @Test
  void theApplicationAndItsDepartmentAreNamed() throws Exception {
    String[] cookies = RunningServer.cookies(send(BEGIN));
    for (String path : new String[] {"/nowhere", "/oauth2/authorize/resume?i=unknown"}) {
      assertThat(send(path, cookies).body())
          .as(path)
          .contains("class=\"going-name\">预约挂号<", "卫健委")
          .doesNotContain("id=\"back\"");
    }
    assertThat(send("/nowhere").body()).doesNotContain("going-name");
  }

  private HttpResponse<String> send(String path, String... cookies) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.issuer() + path))
            .header("Accept", "text/html")
            .header("Accept-Language", "zh-CN")
            .header("Cookie", String.join("; ", cookies))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
