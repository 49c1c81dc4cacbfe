package cn.tongxing.idp.notice.sms;

import cn.tongxing.idp.outbound.http.TlsServer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A cloud that checks signatures as the providers say they do, from what really arrived and with
 * code of its own. A request that is signed well is answered with {@link #answer}.
 */
final class SmsCloud implements AutoCloseable {

  static final String ID = "id";
  static final String KEY = "key";

  private static final Pattern ACS =
      Pattern.compile("ACS3-HMAC-SHA256 Credential=(.+),SignedHeaders=(.+),Signature=(.+)");
  private static final Pattern TC =
      Pattern.compile(
          "TC3-HMAC-SHA256 Credential=([^/]+)/(\\S+)/sms/tc3_request, SignedHeaders=(\\S+),"
              + " Signature=(\\S+)");

  private final Set<String> nonces = ConcurrentHashMap.newKeySet();
  private final TlsServer server;
  private final CountDownLatch released = new CountDownLatch(1);
  volatile String answer = "{}";
  volatile boolean hangs;
  volatile String query = "";
  volatile String body = "";

  SmsCloud(Path folder) throws Exception {
    server =
        TlsServer.start(folder, InetAddress.ofLiteral("127.0.0.1"), "ip:127.0.0.1", this::receive);
  }

  Path authority() {
    return server.authority();
  }

  URI endpoint() {
    return URI.create("https://127.0.0.1:" + server.port());
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    query = String.valueOf(exchange.getRequestURI().getQuery());
    body = new String(bytes, StandardCharsets.UTF_8);
    if (hangs) {
      awaitRelease();
    }
    String problem = problem(exchange, bytes);
    byte[] said = (problem.isEmpty() ? answer : problem).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(problem.isEmpty() ? 200 : 400, said.length);
    exchange.getResponseBody().write(said);
    exchange.close();
  }

  private void awaitRelease() {
    try {
      released.await(20, java.util.concurrent.TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String problem(HttpExchange exchange, byte[] bytes) {
    String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    Matcher acs = ACS.matcher(given);
    Matcher tc = TC.matcher(given);
    if (acs.matches()) {
      return isGood(acs, exchange, bytes) ? "" : "{\"Code\":\"SignatureDoesNotMatch\"}";
    }
    if (tc.matches()) {
      return isGoodTencent(tc, exchange, bytes)
          ? ""
          : "{\"Response\":{\"Error\":{\"Code\":\"AuthFailure.SignatureFailure\"}}}";
    }
    return "{\"Code\":\"MissingAuthorization\"}";
  }

  private boolean isGood(Matcher acs, HttpExchange exchange, byte[] bytes) {
    var headers = exchange.getRequestHeaders();
    Set<String> mustBeSigned = new LinkedHashSet<>(List.of("host"));
    headers.keySet().stream()
        .map(name -> name.toLowerCase(java.util.Locale.ROOT))
        .filter(name -> name.startsWith("x-acs-"))
        .forEach(mustBeSigned::add);
    List<String> signed = List.of(acs.group(2).split(";"));
    String lines =
        signed.stream()
            .sorted()
            .map(name -> name + ":" + headers.getFirst(name) + "\n")
            .collect(Collectors.joining());
    String sortedQuery =
        Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
            .sorted()
            .collect(Collectors.joining("&"));
    String canonical =
        exchange.getRequestMethod()
            + "\n"
            + exchange.getRequestURI().getRawPath()
            + "\n"
            + sortedQuery
            + "\n"
            + lines
            + "\n"
            + String.join(";", signed)
            + "\n"
            + sha256(bytes);
    byte[] expected = hmac(bytes(KEY), "ACS3-HMAC-SHA256\n" + sha256(bytes(canonical)));
    return acs.group(1).equals(ID)
        && signed.containsAll(mustBeSigned)
        && sha256(bytes).equals(headers.getFirst("x-acs-content-sha256"))
        && "SendSms".equals(headers.getFirst("x-acs-action"))
        && "2017-05-25".equals(headers.getFirst("x-acs-version"))
        && nonces.add(headers.getFirst("x-acs-signature-nonce"))
        && HexFormat.of().formatHex(expected).equals(acs.group(3));
  }

  private static boolean isGoodTencent(Matcher tc, HttpExchange exchange, byte[] bytes) {
    var headers = exchange.getRequestHeaders();
    String lines =
        Arrays.stream(tc.group(3).split(";"))
            .map(name -> name + ":" + headers.getFirst(name) + "\n")
            .collect(Collectors.joining());
    String canonical =
        exchange.getRequestMethod() + "\n/\n\n" + lines + "\n" + tc.group(3) + "\n" + sha256(bytes);
    String stamp = headers.getFirst("X-TC-Timestamp");
    String day = java.time.Instant.ofEpochSecond(Long.parseLong(stamp)).toString().substring(0, 10);
    String text =
        "TC3-HMAC-SHA256\n" + stamp + "\n" + day + "/sms/tc3_request\n" + sha256(bytes(canonical));
    byte[] key = hmac(hmac(hmac(bytes("TC3" + KEY), day), "sms"), "tc3_request");
    return tc.group(1).equals(ID)
        && tc.group(2).equals(day)
        && List.of(tc.group(3).split(";")).containsAll(List.of("content-type", "host"))
        && "SendSms".equals(headers.getFirst("X-TC-Action"))
        && "2021-01-11".equals(headers.getFirst("X-TC-Version"))
        && HexFormat.of().formatHex(hmac(key, text)).equals(tc.group(4));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    released.countDown();
    server.close();
  }
}
