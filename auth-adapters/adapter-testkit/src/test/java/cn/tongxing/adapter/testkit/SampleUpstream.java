package cn.tongxing.adapter.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.tongxing.adapter.spi.Secret;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Issues codes that work once, says WAIT to the code and the verdict to the reference. */
final class SampleUpstream implements AutoCloseable {

  static final Secret KEY = Secret.of("sample-upstream-key");

  volatile Optional<Lie> lie = Optional.empty();
  private final Map<String, String> codes = new ConcurrentHashMap<>();
  private final Map<String, String> verdicts = new ConcurrentHashMap<>();
  private final Set<String> news = ConcurrentHashMap.newKeySet();
  private final HttpServer server;

  SampleUpstream() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/ask", this::answer);
    server.createContext("/news", this::hear);
    server.createContext("/sign-out", SampleUpstream::signOut);
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The person says yes at the site. */
  String approve(String verdictAndNumber) {
    String code = UUID.randomUUID().toString();
    codes.put(code, verdictAndNumber);
    return code;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] question = new String(exchange.getRequestBody().readAllBytes(), UTF_8).split("=");
      byte[] body = say(question[0], question[1]).getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Whom it was told of, each key once. */
  Set<String> news() {
    return Set.copyOf(news);
  }

  private void hear(HttpExchange exchange) throws IOException {
    try (exchange) {
      String told = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      news.add(told);
      byte[] body = mac(KEY, told).getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Sends the browser on, or shows that it is signed out. */
  private static void signOut(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = exchange.getRequestURI().getQuery();
      if (query != null && query.startsWith("to=")) {
        exchange.getResponseHeaders().set("Location", query.substring("to=".length()));
        exchange.sendResponseHeaders(302, -1);
      } else {
        exchange.sendResponseHeaders(200, -1);
      }
    }
  }

  private String say(String kind, String value) {
    if (kind.equals("ref")) {
      String[] verdict = verdicts.getOrDefault(value, "USED ").split(" ", -1);
      return signed(verdict[0], verdict[1], value);
    }
    String verdict = codes.remove(value);
    if (verdict == null) {
      return signed("USED", "", "");
    }
    String reference = UUID.randomUUID().toString();
    verdicts.put(reference, verdict);
    return signed("WAIT", "", reference);
  }

  private String signed(String status, String number, String reference) {
    boolean other = lie.equals(Optional.of(Lie.OTHER_PERSON)) && status.equals("MATCH");
    String who = other ? "350205199512312889" : number;
    String mac = mac(KEY, status + who + reference);
    if (lie.equals(Optional.of(Lie.BAD_SIGNATURE))) {
      mac = "0" + mac.substring(1);
    }
    String more = lie.equals(Optional.of(Lie.OTHER_FIELDS)) ? "|" + status : "";
    return status + "|" + who + "|" + reference + more + "|" + mac;
  }

  static String mac(Secret key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.reveal().getBytes(UTF_8), "HmacSHA256"));
      return "m" + HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
