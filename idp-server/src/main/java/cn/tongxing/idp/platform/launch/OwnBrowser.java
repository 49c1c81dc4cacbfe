package cn.tongxing.idp.platform.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks a server on this machine as a browser would: keeps cookies, follows redirects to itself,
 * presses a button of the page. Plain HTTP to this machine alone; Java's own client names no other
 * host than the one it calls. Used by one thread.
 */
public final class OwnBrowser {

  private static final int LIMIT_MILLIS = 10_000;
  private static final int MOST_REDIRECTS = 4;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (\\d{3})");
  private static final Pattern LOCATION = Pattern.compile("(?im)^location: *(\\S+)");
  private static final Pattern COOKIE =
      Pattern.compile("(?im)^set-cookie: *([^=;]+)=([^;\\r\\n]*)");
  private static final Pattern ASSET =
      Pattern.compile("(?:href|src|data-script|data-later)=\"(/[^\"]+\\.(?:css|js))\"");
  private static final Pattern FORM =
      Pattern.compile("<form[^>]* method=\"post\"[^>]* action=\"(/[^\"]+)\"");
  private static final Pattern STEP = Pattern.compile("name=\"step\" value=\"([^\"]+)\"");

  private final int port;
  private final String host;
  private final Map<String, String> cookies = new HashMap<>();

  /**
   * A browser.
   *
   * @param host what the pages are asked for by, with the port
   */
  public OwnBrowser(int port, String host) {
    this.port = port;
    this.host = host;
  }

  /** Addresses of what a page loads. */
  public static List<String> assets(String page) {
    return ASSET.matcher(page).results().map(found -> found.group(1)).distinct().toList();
  }

  /**
   * The page at the end of the redirects.
   *
   * @return the answer with its head
   * @throws IOException if it is no 200
   */
  public String get(String path) throws IOException {
    return page(followed(send("GET", path, Map.of(), "")));
  }

  /** What a page loads may be missing. */
  public void getQuietly(String path) {
    try {
      get(path);
    } catch (IOException missing) {
      return; // the page is there without it
    }
  }

  /**
   * Presses a button of a page of a sign-in.
   *
   * @return the next page, with its head
   * @throws IOException if there is none
   */
  public String press(String page, String action) throws IOException {
    return page(pressed(page, action, Map.of()));
  }

  /** What comes when a button was pressed: a page, or a redirect that leads elsewhere. */
  String pressed(String page, String action, Map<String, String> typed) throws IOException {
    Matcher form = FORM.matcher(page);
    Matcher step = STEP.matcher(page);
    if (!form.find() || !step.find()) {
      throw new IOException("no page of a sign-in");
    }
    Map<String, String> fields = new HashMap<>(typed);
    fields.put("step", step.group(1));
    fields.put("action", action);
    return followed(send("POST", form.group(1), Map.of(), encoded(fields)));
  }

  /** What comes for an address: a page, or a redirect that leads elsewhere. */
  String opened(String path) throws IOException {
    return followed(send("GET", path, Map.of(), ""));
  }

  /** A call of an application. */
  String call(String method, String path, String authorization, Map<String, String> fields)
      throws IOException {
    return page(send(method, path, Map.of("Authorization", authorization), encoded(fields)));
  }

  /** Where an answer leads. */
  static Optional<URI> location(String answer) {
    Matcher location = LOCATION.matcher(head(answer));
    return location.find() ? Optional.of(URI.create(location.group(1))) : Optional.empty();
  }

  static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(each ->
            each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private String followed(String answer) throws IOException {
    String last = answer;
    for (int at = 0; at < MOST_REDIRECTS; at++) {
      Optional<URI> to = location(last);
      if (to.isEmpty() || !isHere(to.get())) {
        break;
      }
      String query = to.get().getRawQuery();
      last = send("GET", to.get().getRawPath() + (query == null ? "" : "?" + query), Map.of(), "");
    }
    return last;
  }

  private boolean isHere(URI address) {
    return address.getRawAuthority() == null || address.getRawAuthority().equals(host);
  }

  private static String page(String answer) throws IOException {
    Matcher status = STATUS.matcher(answer);
    if (!status.lookingAt() || !status.group(1).equals("200")) {
      throw new IOException("answered " + answer.lines().findFirst().orElse("nothing"));
    }
    return answer;
  }

  private String send(String method, String path, Map<String, String> more, String body)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(LIMIT_MILLIS);
      var request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
      headers(method, body).forEach((name, value) -> header(request, name, value));
      more.forEach((name, value) -> header(request, name, value));
      socket.getOutputStream().write((request + "\r\n" + body).getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      COOKIE.matcher(head(answer)).results().forEach(this::keep);
      return answer;
    }
  }

  private Map<String, String> headers(String method, String body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", host);
    headers.put("Accept", "text/html");
    headers.put("Connection", "close");
    if (!cookies.isEmpty()) {
      headers.put(
          "Cookie",
          cookies.entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue())
              .collect(Collectors.joining("; ")));
    }
    if (method.equals("POST")) {
      headers.put("Content-Type", "application/x-www-form-urlencoded");
      headers.put("Content-Length", "" + body.length());
    }
    return headers;
  }

  private static void header(StringBuilder request, String name, String value) {
    request.append(name).append(": ").append(value).append("\r\n");
  }

  private void keep(MatchResult cookie) {
    cookies.put(cookie.group(1), cookie.group(2));
  }

  private static String head(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    return end < 0 ? answer : answer.substring(0, end);
  }
}
