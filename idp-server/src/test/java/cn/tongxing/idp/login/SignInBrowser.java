package cn.tongxing.idp.login;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.login.page.Frame;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import jakarta.servlet.http.Cookie;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** A browser: keeps cookies, follows nothing, remembers the last page. */
final class SignInBrowser {

  private final MockMvc mvc;
  private final Map<Kept, String> cookies = new ConcurrentHashMap<>();
  private String address = "203.0.113.7";
  private Frame frame =
      new Frame(
          Locale.SIMPLIFIED_CHINESE,
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "cancel",
          List.of(),
          false,
          Optional.empty());

  /** A browser keeps by name and path, and deletes what has both. */
  private record Kept(String name, String path) {
    boolean goesTo(String uri) {
      return path.equals("/") || uri.equals(path) || uri.startsWith(path + "/");
    }
  }

  SignInBrowser(MockMvc mvc) {
    this.mvc = mvc;
  }

  SignInBrowser from(String ip) {
    address = ip;
    return this;
  }

  static SignInRequest request(Acr wanted) {
    return request(Wanted.atLeast(wanted), new Purpose.SignIn());
  }

  static SignInRequest request(Wanted wanted, Purpose purpose) {
    return request(wanted, purpose, Instant.now());
  }

  /**
   * The same by the clock of the server, which a test may have moved on.
   *
   * @param at when it begins
   */
  static SignInRequest request(Wanted wanted, Purpose purpose, Instant at) {
    LocalizedText text = new LocalizedText("预约挂号", "預約掛號", "Appointments");
    return new SignInRequest(
        new SignInId(TimeOrderedId.at(at, new SecureRandom())),
        "/authorize/continue?id=1",
        Optional.of(new ClientId("hospital")),
        text,
        text,
        Optional.of("https://hospital.example/"),
        wanted,
        purpose,
        Optional.empty(),
        Locale.SIMPLIFIED_CHINESE);
  }

  /** Begins a sign-in in this browser. */
  SignInId begin(SignIns signIns, Acr wanted) {
    return begin(signIns, request(wanted));
  }

  SignInId begin(SignIns signIns, SignInRequest request) {
    MockHttpServletRequest http = new MockHttpServletRequest();
    http.setCookies(all("/"));
    MockHttpServletResponse answer = new MockHttpServletResponse();
    signIns.begin(request, new byte[0], http, answer);
    keep(answer);
    return request.id();
  }

  /** The page that is due. */
  Page show(SignInId id) throws Exception {
    MvcResult result = get("/sign-in/" + id);
    return (Page) result.getModelAndView().getModel().get("page");
  }

  MvcResult get(String path) throws Exception {
    return perform(MockMvcRequestBuilders.get(path));
  }

  /** Presses a button on the page shown last, with fields. */
  MvcResult press(SignInId id, String action, Map<String, String> fields) throws Exception {
    return post(id, frame.step(), action, fields);
  }

  MvcResult post(SignInId id, String step, String action, Map<String, String> fields)
      throws Exception {
    MockHttpServletRequestBuilder post = MockMvcRequestBuilders.post("/sign-in/" + id);
    post.param("step", step).param("action", action);
    fields.forEach(post::param);
    return perform(post);
  }

  /** Presses and shows what is due then. */
  Page go(SignInId id, String action, Map<String, String> fields) throws Exception {
    press(id, action, fields);
    return show(id);
  }

  MvcResult perform(MockHttpServletRequestBuilder request) throws Exception {
    request.with(each -> {
      each.setRemoteAddr(address);
      Cookie[] sent = all(each.getRequestURI());
      if (sent.length > 0) {
        each.setCookies(sent);
      }
      return each;
    });
    MvcResult result = mvc.perform(request).andReturn();
    keep(result.getResponse());
    if (result.getModelAndView() != null
        && result.getModelAndView().getModel().get("frame") instanceof Frame shown) {
      frame = shown;
    }
    return result;
  }

  private Cookie[] all(String uri) {
    return cookies.entrySet().stream()
        .filter(e -> e.getKey().goesTo(uri))
        .map(e -> new Cookie(e.getKey().name(), e.getValue()))
        .toArray(Cookie[]::new);
  }

  void keep(MockHttpServletResponse answer) {
    for (String header : answer.getHeaders("Set-Cookie")) {
      String[] pair = header.split(";", 2)[0].split("=", 2);
      Kept kept = new Kept(pair[0], attribute(header, "Path").orElse("/"));
      boolean deleted = attribute(header, "Max-Age").filter("0"::equals).isPresent();
      if (deleted) {
        cookies.remove(kept);
      } else {
        cookies.put(kept, pair[1]);
      }
    }
  }

  private static Optional<String> attribute(String header, String name) {
    return Arrays.stream(header.split("; *"))
        .filter(each -> each.startsWith(name + "="))
        .map(each -> each.substring(name.length() + 1))
        .findFirst();
  }

  String step() {
    return frame.step();
  }

  Frame frame() {
    return frame;
  }

  /** What the next who comes to this browser finds in it. */
  Set<String> cookies() {
    return cookies.keySet().stream().map(Kept::name).collect(Collectors.toSet());
  }

  Optional<String> cookie(String name) {
    return cookies.entrySet().stream()
        .filter(e -> e.getKey().name().equals(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  void remember(String name, String value) {
    cookies.put(new Kept(name, "/"), value);
  }

  void forget(String name) {
    cookies.keySet().removeIf(kept -> kept.name().equals(name));
  }
}
