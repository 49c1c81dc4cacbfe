package cn.tongxing.idp.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import jakarta.servlet.http.Cookie;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Every cookie is set as it is taken back. */
@Clause({"N2", "RFC 6265 4.1.2"})
class OwnCookieTest {

  @ParameterizedTest
  @EnumSource
  void aCookieIsForTheWholeHostForHttpsAndForNoScript(OwnCookie cookie) {
    var answer = new MockHttpServletResponse();
    cookie.hand(answer, "value");
    cookie.forget(answer);

    assertThat(answer.getHeaders("Set-Cookie"))
        .hasSize(2)
        .allSatisfy(set ->
            assertThat(set)
                .startsWith(cookie.called() + "=")
                .contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax")
                .doesNotContain("Domain"));
    assertThat(answer.getHeaders("Set-Cookie").getFirst()).contains("=value");
    assertThat(answer.getHeaders("Set-Cookie").getLast()).contains("Max-Age=0");
  }

  @Test
  void aSessionAndAnOpenBrowserEndWithTheBrowser() {
    for (OwnCookie cookie : new OwnCookie[] {OwnCookie.SESSION, OwnCookie.BROWSER}) {
      var answer = new MockHttpServletResponse();
      cookie.hand(answer, "value");
      assertThat(answer.getHeader("Set-Cookie")).doesNotContain("Max-Age", "Expires");
    }
    var known = new MockHttpServletResponse();
    OwnCookie.KNOWN.hand(known, "value");
    assertThat(known.getHeader("Set-Cookie")).contains("Max-Age=" + 400 * 86_400);
  }

  @Test
  void aVisitorLeavesNothingInAMachineButItsKey() {
    var answer = new MockHttpServletResponse();
    OwnCookie.forgetVisit(answer);

    assertThat(answer.getHeaders("Set-Cookie").stream().map(set -> set.replaceAll("=.*", "")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(OwnCookie.values())
                .filter(each -> each != OwnCookie.KIOSK && each != OwnCookie.LEAVING)
                .map(OwnCookie::called)
                .toList());
  }

  @Test
  void itsValueIsReadFromTheRequest() {
    var request = new MockHttpServletRequest();
    assertThat(OwnCookie.VIEW.of(request)).isEmpty();
    request.setCookies(new Cookie("view", "large"), new Cookie("lang", "en"));
    assertThat(OwnCookie.VIEW.of(request)).contains("large");
  }
}
