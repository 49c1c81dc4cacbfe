package cn.tongxing.idp.login;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.FieldValue;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.testkit.Move;
import cn.tongxing.adapter.testkit.TestStepContext;
import cn.tongxing.adapter.testkit.Walks.Seen;
import cn.tongxing.adapter.testkit.Walks.Walk;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Camera;
import cn.tongxing.idp.login.page.Page;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Somebody in a browser at the real host: each move is what its page and its addresses take. */
final class HostedWalk implements Walk {

  private static final int MOST_POLLS = 30;

  private final HostedWalks host;
  private final String way;
  private final List<Move> moves;
  private final SignInBrowser browser;
  private final SignInId id;
  private Optional<Seen> seen = Optional.empty();
  private int moved;
  private int polls;

  HostedWalk(HostedWalks host, String way, List<Move> moves) throws Exception {
    this.host = host;
    this.way = way;
    this.moves = moves;
    this.browser = host.newBrowser();
    this.id = browser.begin(host.signIns(), Acr.LEAST);
    browser.show(id);
  }

  @Override
  public Seen seen() {
    return seen.orElseThrow();
  }

  @Override
  public boolean advance() throws Exception {
    if (seen.isEmpty()) {
      browser.press(id, "method:" + way, Map.of());
      return look();
    }
    if (!(seen() instanceof Seen.Asked(Outcome outcome))) {
      return false;
    }
    boolean waits = outcome instanceof Outcome.KeepWaiting || outcome instanceof Outcome.ShowCode;
    if (moved < moves.size()) {
      make(moves.get(moved++).answer(outcome, context()));
    } else if (waits && ++polls <= MOST_POLLS) {
      make(new Step.Polled());
    } else {
      throw new AssertionError("no move answers " + outcome);
    }
    return look();
  }

  @Override
  public Seen disturb(Step step) throws Exception {
    make(step);
    look();
    return seen();
  }

  /** What happens in this browser, at the upstream, or anywhere, that the host takes for a step. */
  private void make(Step step) throws Exception {
    switch (step) {
      case Step.Started _ -> browser.press(id, "method:" + way, Map.of());
      case Step.FormSubmitted(String action, var values) -> {
        Map<String, String> typed = new HashMap<>();
        values.fields().forEach((name, value) -> typed.put(name, typed(value)));
        browser.press(id, action, typed);
      }
      case Step.PhoneVerified(var phone) -> provePhone(phone.reveal());
      case Step.CallbackReceived callback -> {
        browser.perform(with(MockMvcRequestBuilders.get(address("callback")), callback));
        String posted =
            host.newBrowser()
                .perform(
                    with(MockMvcRequestBuilders.post(address("callback")), callback)
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED))
                .getResponse()
                .getHeader("Location");
        if (posted != null) {
          browser.get(posted);
        }
      }
      case Step.Notified notified ->
          host.newBrowser()
              .perform(MockMvcRequestBuilders.post(address("notify")).content(notified.body()));
      case Step.Polled _ -> host.clock().pass(Duration.ofSeconds(3));
      case Step.CodeDiscarded _, Step.CaptureDiscarded _ -> browser.press(id, "restart", Map.of());
      case Step.CaptureSubmitted(var frames) -> {
        String nonce =
            browser.show(id) instanceof Page.CameraCapture(_, Camera camera)
                ? HostedCamera.nonce(camera)
                : "";
        host.clock().pass(Duration.ofSeconds(30)); // as long as it took to film
        HostedCamera.post(browser, id, nonce, frames);
      }
      case Step.Cancelled _ -> browser.press(id, "cancel", Map.of());
    }
  }

  private static MockHttpServletRequestBuilder with(
      MockHttpServletRequestBuilder request, Step.CallbackReceived callback) {
    callback
        .parameters()
        .forEach((name, values) -> request.param(name, values.toArray(String[]::new)));
    return request;
  }

  private String address(String kind) {
    return "/sign-in/" + kind + "/" + host.handle(id);
  }

  private static String typed(FieldValue value) {
    return switch (value) {
      case FieldValue.Name(var name) -> name.reveal();
      case FieldValue.Resident(var number) -> number.reveal();
      case FieldValue.Document(var document) -> document.number();
      case FieldValue.Phone(var phone) -> phone.reveal();
      case FieldValue.Day(var day) -> day.toString();
      case FieldValue.Hidden(var secret) -> secret.reveal();
      case FieldValue.Agreed _ -> "true";
      case FieldValue.Text(var text) -> text;
    };
  }

  /** As far as the host asks for one: the code that it sent, once. */
  private void provePhone(String phone) throws Exception {
    if (browser.show(id) instanceof Page.PhoneForm) {
      browser.go(id, "submit", Map.of("phone", phone));
      browser.press(id, "submit", Map.of("code", host.outbox().lastCode(phone)));
    } else {
      browser.press(id, "submit", Map.of("phone", phone, "code", "000000"));
    }
  }

  /** A phone's view, where a link stands for the code; a signed-in browser has been proven. */
  private boolean look() throws Exception {
    if (host.isSignedIn(browser, id)) {
      seen = Optional.of(new Seen.Proven(host.person(browser)));
      return true;
    }
    var result =
        browser.perform(
            MockMvcRequestBuilders.get("/sign-in/" + id).header("Sec-CH-UA-Mobile", "?1"));
    if (host.isSignedIn(browser, id)) {
      seen = Optional.of(new Seen.Proven(host.person(browser)));
      return true;
    }
    Object page =
        result.getModelAndView() == null
            ? ""
            : result.getModelAndView().getModel().getOrDefault("page", "");
    if (page instanceof Page.CameraCapture(_, Camera camera)
        && camera.state() == Camera.State.ASKED) {
      browser.press(id, "submit", Map.of()); // agreed
      return look();
    }
    seen = Optional.of(seen(page));
    return true;
  }

  private static Seen seen(Object page) {
    Duration pause = Duration.ofSeconds(2);
    AdapterState none = AdapterState.EMPTY;
    return switch (page) {
      case Page.AdapterForm shown -> new Seen.Asked(new Outcome.ShowForm(shown.form(), none));
      case Page.PhoneForm _, Page.CodeForm _ ->
          new Seen.Asked(new Outcome.VerifyPhone(Optional.empty(), none));
      case Page.QrCode shown when shown.state() == Page.QrCode.State.SHOWN ->
          new Seen.Asked(
              new Outcome.ShowCode(
                  shown.link().orElse("scanned"),
                  shown.checkNumber(),
                  shown.instruction(),
                  Instant.MAX,
                  pause,
                  none));
      case Page.QrCode _, Page.Waiting _ -> new Seen.Asked(new Outcome.KeepWaiting(pause, none));
      case Page.CameraCapture(_, Camera camera) when camera.state() == Camera.State.OPEN ->
          new Seen.Asked(HostedCamera.asked(camera));
      case Page.WayUnavailable _ -> new Seen.Unavailable();
      case Page.ProofRefused _ -> new Seen.Refused(Optional.empty());
      // the choice, or a page that says that it is over: the person turned back
      default -> new Seen.Refused(Optional.empty());
    };
  }

  private TestStepContext context() {
    URI nowhere = URI.create("https://id.example/");
    return new TestStepContext(
        "0".repeat(32),
        AdapterState.EMPTY,
        host.clock().instant().plusSeconds(10),
        nowhere,
        nowhere,
        nowhere,
        "0".repeat(32),
        "1".repeat(32),
        Locale.SIMPLIFIED_CHINESE,
        true,
        "",
        "",
        Set.of());
  }
}
