package cn.tongxing.idp.session.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.session.EndOfVisit;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.OwnCookie;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.Sessions.Authenticated;
import cn.tongxing.idp.session.Sessions.Started;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.MovableClock;
import jakarta.servlet.http.Cookie;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.ModelAndView;

/** A browser at a machine: marked when it comes in, given its key once, left without a trace. */
@IdentitySlice
@Clause("issue 5 item 39: kiosks")
class KioskWebTest {

  private static final RequestOrigin HALL = new RequestOrigin("203.0.113.9", "machine");

  @Autowired private Kiosks kiosks;
  @Autowired private Sessions sessions;
  @Autowired private FormProof proofs;
  @Autowired private EndOfVisit visits;
  @Autowired private MovableClock clock;

  private final MockHttpServletResponse answer = new MockHttpServletResponse();

  private KioskController controller() {
    return new KioskController(kiosks, visits, proofs, new SecureRandom());
  }

  private String key() {
    return kiosks.open(kiosks.add("Hall").link(), "p".repeat(32), HALL).orElseThrow();
  }

  private Started visit() {
    return sessions.start(
        new Authenticated(
            new PersonId(UUID.randomUUID()),
            new SignInId(UUID.randomUUID()),
            "sms",
            Set.of(Factor.SMS),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.of(Duration.ofSeconds(60))),
        Optional.empty(),
        HALL);
  }

  private static MockHttpServletRequest request(String path, Cookie... cookies) {
    var request = new MockHttpServletRequest("GET", path);
    request.setRemoteAddr(HALL.address());
    request.setCookies(cookies);
    return request;
  }

  private static Cookie cookie(OwnCookie own, String value) {
    return new Cookie(own.called(), value);
  }

  /** Whether the request is marked as a machine's after the filter let it through. */
  private boolean isMarked(MockHttpServletRequest request) throws Exception {
    var chain = new MockFilterChain();
    new KioskVisits(kiosks, sessions).doFilter(request, new MockHttpServletResponse(), chain);
    assertThat(chain.getRequest()).as("goes on in any case").isSameAs(request);
    return Kiosks.at(request).isPresent();
  }

  @Test
  void whoeverHasTheKeyIsAMachineAndNobodyElse() throws Exception {
    Cookie key = cookie(OwnCookie.KIOSK, key());

    assertThat(isMarked(request("/sign-in", key))).isTrue();
    assertThat(isMarked(request("/sign-in", cookie(OwnCookie.KIOSK, "x".repeat(32))))).isFalse();
    assertThat(isMarked(request("/sign-in"))).isFalse();
    assertThat(isMarked(request("/assets/page.css", key))).as("a file is no visit").isFalse();
    MockHttpServletRequest department = request("/token", key);
    department.addHeader("Authorization", "Basic eDp5");
    assertThat(isMarked(department)).as("nor is a department").isFalse();
  }

  @Test
  void everyRequestOfAMachineIsATouchOfItsVisit() throws Exception {
    Cookie key = cookie(OwnCookie.KIOSK, key());
    Started touched = visit();
    Started left = visit();
    clock.pass(Duration.ofSeconds(40));
    isMarked(request("/me", key, cookie(OwnCookie.SESSION, touched.cookieValue())));
    isMarked(request("/me", key, cookie(OwnCookie.SESSION, "")));
    isMarked(request("/me", cookie(OwnCookie.SESSION, left.cookieValue())));
    clock.pass(Duration.ofSeconds(40));

    assertThat(sessions.find(touched.session().id())).isPresent();
    assertThat(sessions.find(left.session().id())).as("no key, no touch").isEmpty();
  }

  @Test
  void aLinkAsksBeforeItIsUsedAndIsUsedOnce() throws Exception {
    String link = kiosks.add("Hall 7").link();
    MockHttpServletRequest request = request("/kiosk/key/" + link);
    ModelAndView asked = controller().ask(link, request, new MockHttpServletResponse());
    assertThat(asked.getModel())
        .containsEntry("machine", "Hall 7")
        .containsEntry("page", KioskController.KeyPage.WAITS);

    assertThat(location(controller().take(link, "", request, answer))).isEqualTo("/kiosk/ready");
    assertThat(answer.getHeader("Set-Cookie")).startsWith(OwnCookie.KIOSK.called() + "=");

    var again = new MockHttpServletResponse();
    for (ModelAndView gone :
        List.of(
            controller().ask(link, request, again), controller().take(link, "", request, again))) {
      assertThat(gone.getModel()).containsEntry("page", KioskController.KeyPage.GONE);
      assertThat(Objects.requireNonNull(gone.getStatus()).value()).isEqualTo(410);
    }
    assertThat(again.getHeaders("Set-Cookie")).isEmpty();
  }

  @Test
  void leavingEndsTheVisitAtAMachineAndNothingElsewhere() throws Exception {
    Started visit = visit();
    MockHttpServletRequest request =
        request("/kiosk/leave", cookie(OwnCookie.SESSION, visit.cookieValue()));
    assertThat(location(Objects.requireNonNull(controller().leave(request, answer))))
        .isEqualTo("/");
    assertThat(answer.getHeaders("Set-Cookie")).isEmpty();
    assertThat(sessions.find(visit.session().id())).isPresent();

    request.setAttribute(
        Kiosks.ATTRIBUTE, new Kiosks.Kiosk(Optional.empty(), Duration.ofSeconds(60), "/hall"));
    assertThat(location(Objects.requireNonNull(controller().leave(request, answer))))
        .isEqualTo("/hall");
    assertThat(sessions.find(visit.session().id())).isEmpty();
    assertThat(answer.getHeaders("Set-Cookie")).hasSize(OwnCookie.values().length - 1);
  }

  private static String location(ModelAndView answer) throws Exception {
    var response = new MockHttpServletResponse();
    Objects.requireNonNull(answer.getView())
        .render(Map.of(), new MockHttpServletRequest(), response);
    assertThat(response.getStatus()).isEqualTo(303);
    return Objects.requireNonNull(response.getHeader("Location"));
  }
}
