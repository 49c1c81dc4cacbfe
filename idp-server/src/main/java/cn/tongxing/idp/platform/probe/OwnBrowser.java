package cn.tongxing.idp.platform.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks this server over its own port as a browser would: keeps cookies, follows redirects to
 * itself, presses a button of the page. Plain HTTP to this machine alone; Java's own client names
 * no other host than the one it calls.
 */
final class OwnBrowser {

  private static final int LIMIT_MILLIS = 10_000;
  private static final int MOST_REDIRECTS = 4;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (\\d{3})");
  private static final Pattern LOCATION = Pattern.compile("(?im)^location: *(\\S+)");
  private static final Pattern COOKIE =
      Pattern.compile("(?im)^set-cookie: *([^=;]+)=([^;\\r\\n]*)");
  private static final Pattern ASSET =
      Pattern.compile("(?:href|src|data-script|data-later)=\"(/[^\"]+\\.(?:css|js))\"");
  private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"(/sign-in/[^\"]+)\"");
  private static final Pattern STEP = Pattern.compile("name=\"step\" value=\"([^\"]+)\"");

  private final int port;
  private final String host;
  private final Map<String, String> cookies = new HashMap<>();

  /**
   * A browser.
   *
   * @param host what the pages are asked for by
   */
  OwnBrowser(int port, String host) {
    this.port = port;
    this.host = host;
  }

  /** Addresses of what a page loads. */
  static List<String> assets(String page) {
    return ASSET.matcher(page).results().map(found -> found.group(1)).distinct().toList();
  }

  /** The page at the end of the redirects. */
  String get(String path) throws IOException {
    return followed(send("GET", path, ""));
  }

  /** What a page loads may be missing. */
  void getQuietly(String path) {
    try {
      get(path);
    } catch (IOException missing) {
      return; // the page is there without it
    }
  }

  /** Presses a button of a page of a sign-in. */
  String press(String page, String action) throws IOException {
    Matcher form = FORM.matcher(page);
    Matcher step = STEP.matcher(page);
    if (!form.find() || !step.find()) {
      throw new IOException("no page of a sign-in");
    }
    String fields =
        Map.of("step", step.group(1), "action", action).entrySet().stream()
            .map(each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return followed(send("POST", form.group(1), fields));
  }

  private String followed(String answer) throws IOException {
    String last = answer;
    for (int at = 0; at < MOST_REDIRECTS; at++) {
      Matcher location = LOCATION.matcher(head(last));
      if (!location.find()) {
        break;
      }
      URI to = URI.create(location.group(1));
      last =
          send(
              "GET",
              to.getRawPath() + (to.getRawQuery() == null ? "" : "?" + to.getRawQuery()),
              "");
    }
    Matcher status = STATUS.matcher(last);
    if (!status.lookingAt() || !status.group(1).equals("200")) {
      throw new IOException("answered " + last.lines().findFirst().orElse("nothing"));
    }
    return last;
  }

  private String send(String method, String path, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(LIMIT_MILLIS);
      String kept =
          cookies.entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue())
              .collect(Collectors.joining("; "));
      String request =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\nAccept: text/html\r\n"
              + (kept.isEmpty() ? "" : "Cookie: " + kept + "\r\n")
              + (method.equals("POST")
                  ? "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                      + body.length()
                      + "\r\n"
                  : "")
              + "Connection: close\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      COOKIE.matcher(head(answer)).results().forEach(this::keep);
      return answer;
    }
  }

  private void keep(MatchResult cookie) {
    cookies.put(cookie.group(1), cookie.group(2));
  }

  private static String head(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    return end < 0 ? answer : answer.substring(0, end);
  }
}
