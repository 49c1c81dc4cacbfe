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
import cn.tongxing.idp.testing.Within;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MvcResult;
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
  private final List<Step> delivered = new ArrayList<>();
  private Optional<Seen> seen = Optional.empty();
  private Optional<URI> leftFor = Optional.empty();
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
    Optional<Step> step = pending();
    if (step.isEmpty()) {
      return false;
    }
    delivered.add(step.get());
    make(step.get());
    return look();
  }

  @Override
  public Optional<Step> pending() throws Exception {
    if (seen.isEmpty()) {
      return Optional.of(new Step.Started());
    }
    if (!(seen() instanceof Seen.Asked(Outcome outcome))) {
      return Optional.empty();
    }
    boolean waits = outcome instanceof Outcome.KeepWaiting || outcome instanceof Outcome.ShowCode;
    if (moved < moves.size()) {
      return Optional.of(moves.get(moved++).answer(outcome, context()));
    }
    if (waits && ++polls <= MOST_POLLS) {
      return Optional.of(new Step.Polled());
    }
    throw new AssertionError("no move answers " + outcome);
  }

  @Override
  public List<Step> delivered() {
    return List.copyOf(delivered);
  }

  /** In a browser of somebody who has seen the address and what came along. */
  @Override
  public Seen replay(Step step) throws Exception {
    SignInBrowser stranger = host.newBrowser();
    stranger.perform(
        with(MockMvcRequestBuilders.get(address("callback")), (Step.CallbackReceived) step));
    return host.isSignedIn(stranger, id)
        ? new Seen.Proven(host.person(stranger))
        : new Seen.Refused(Optional.empty());
  }

  /** Which of both came first is seen on the page that is due then. */
  @Override
  public List<Seen> twice(Step step) throws Exception {
    Callable<?> delivery = delivery(step);
    ExecutorService both = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Callable<Object>> each = List.of(delivery::call, delivery::call);
      for (Future<Object> done : Within.all(both, each)) {
        Within.done(done);
      }
    } finally {
      both.shutdownNow();
    }
    look();
    return List.of(seen());
  }

  @Override
  public Seen disturb(Step step) throws Exception {
    make(step);
    look();
    return seen();
  }

  /** What happens in this browser, at the upstream, or anywhere, that the host takes for a step. */
  private void make(Step step) throws Exception {
    delivery(step).call();
  }

  /** All that comes before it is done; what is left is the request that the step comes by. */
  private Callable<?> delivery(Step step) throws Exception {
    return switch (step) {
      case Step.Started _ -> () -> press("method:" + way, Map.of());
      case Step.FormSubmitted(String action, var values) -> {
        Map<String, String> typed = new HashMap<>();
        values.fields().forEach((name, value) -> typed.put(name, typed(value)));
        yield () -> press(action, typed);
      }
      case Step.PhoneVerified(var phone) -> proofOf(phone.reveal());
      case Step.CallbackReceived callback -> () -> cameBack(callback);
      case Step.Notified notified ->
          () ->
              host.newBrowser()
                  .perform(MockMvcRequestBuilders.post(address("notify")).content(notified.body()));
      case Step.Polled _ ->
          () -> {
            host.clock().pass(Duration.ofSeconds(3));
            return id;
          };
      case Step.CodeDiscarded _, Step.CaptureDiscarded _ -> () -> press("restart", Map.of());
      case Step.CaptureSubmitted(var frames) -> {
        String nonce =
            browser.show(id) instanceof Page.CameraCapture(_, Camera camera)
                ? HostedCamera.nonce(camera)
                : "";
        host.clock().pass(Duration.ofSeconds(30)); // as long as it took to film
        yield () -> HostedCamera.post(browser, id, nonce, frames);
      }
      case Step.Cancelled _ -> () -> press("cancel", Map.of());
    };
  }

  private MvcResult cameBack(Step.CallbackReceived callback) throws Exception {
    browser.perform(with(MockMvcRequestBuilders.get(address("callback")), callback));
    MvcResult result =
        host.newBrowser()
            .perform(
                with(MockMvcRequestBuilders.post(address("callback")), callback)
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED));
    String posted = result.getResponse().getHeader("Location");
    return posted == null ? result : browser.get(posted);
  }

  /** A press may lead away from our pages. */
  private MvcResult press(String action, Map<String, String> fields) throws Exception {
    MvcResult result = browser.press(id, action, fields);
    Optional.ofNullable(result.getResponse().getHeader("Location"))
        .map(URI::create)
        .filter(URI::isAbsolute)
        .ifPresent(away -> leftFor = Optional.of(away));
    return result;
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
  private Callable<MvcResult> proofOf(String phone) throws Exception {
    if (browser.show(id) instanceof Page.PhoneForm) {
      browser.go(id, "submit", Map.of("phone", phone));
      String code = host.outbox().lastCode(phone);
      return () -> press("submit", Map.of("code", code));
    }
    return () -> press("submit", Map.of("phone", phone, "code", "000000"));
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
    seen =
        Optional.of(
            leftFor
                .<Seen>map(at -> new Seen.Asked(new Outcome.RedirectUser(at, AdapterState.EMPTY)))
                .orElseGet(() -> seen(page)));
    leftFor = Optional.empty();
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
