package cn.tongxing.idp.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A browser without script, for tests that count or race: keeps cookies of one host, follows
 * redirects only when told to, and fills in the form on the page.
 */
public final class Walker {

  private static final Pattern FORM =
      Pattern.compile("<form[^>]*method=\"post\"[^>]*?action=\"([^\"]*)\"", Pattern.DOTALL);
  private static final Pattern STEP =
      Pattern.compile("<input[^>]*name=\"step\"[^>]*value=\"([^\"]*)\"");

  private final HttpClient http;
  private final URI home;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private Answer last = new Answer(0, URI.create("about:blank"), "", "");

  public Walker(URI home) {
    this(home, HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build());
  }

  /** A browser on a client that it shares; the client follows no redirects. */
  Walker(URI home, HttpClient http) {
    this.home = home;
    this.http = http;
  }

  /** What came back: an address to go to, or a page. */
  public record Answer(int status, URI asked, String location, String body) {}

  public Answer last() {
    return last;
  }

  /** Gets a page, following redirects as long as they stay at home. */
  public Answer open(String address) {
    return follow(send(HttpRequest.newBuilder(home.resolve(address)).GET()));
  }

  /** Posts the form of the last page with a pressed button and some fields. */
  public Answer press(String action, String... namesAndValues) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("step", find(STEP, last.body()));
    fields.put("action", action);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return submit(fields);
  }

  /** Posts the form of the last page, whoever made it. */
  Answer submit(Map<String, String> fields) {
    URI target = last.asked().resolve(find(FORM, last.body()).replace("&amp;", "&"));
    return follow(
        send(
            HttpRequest.newBuilder(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(fields)))));
  }

  Map<String, String> cookies() {
    return cookies;
  }

  private Answer follow(Answer answer) {
    Answer now = answer;
    while (now.status() / 100 == 3
        && now.asked().resolve(now.location()).getAuthority().equals(home.getAuthority())) {
      now = send(HttpRequest.newBuilder(now.asked().resolve(now.location())).GET());
    }
    last = now;
    return now;
  }

  private Answer send(HttpRequest.Builder request) {
    request.header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return new Answer(
          response.statusCode(),
          response.uri(),
          response.headers().firstValue("Location").orElse(""),
          response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void keep(String setCookie) {
    String pair = setCookie.split(";", 2)[0];
    String name = pair.substring(0, pair.indexOf('='));
    String value = pair.substring(pair.indexOf('=') + 1);
    if (value.isEmpty() || setCookie.contains("Max-Age=0")) {
      cookies.remove(name);
    } else {
      cookies.put(name, value);
    }
  }

  private static String find(Pattern pattern, String body) {
    Matcher matcher = pattern.matcher(body);
    if (!matcher.find()) {
      throw new AssertionError("not on the page: " + pattern + "\n" + body);
    }
    return matcher.group(1);
  }

  static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
