package cn.tongxing.sdk;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** HTTP to the provider: no redirects, five seconds, JSON answers. */
final class ProviderHttp {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** One answer: its status and its JSON. */
  record Answer(int status, Map<String, Object> json) {

    String text(String name) {
      return json.get(name) instanceof String value ? value : "";
    }
  }

  Answer get(URI uri) throws ProviderException {
    return send(request(uri).GET().build());
  }

  Answer get(URI uri, String bearer) throws ProviderException {
    return send(request(uri).header("Authorization", "Bearer " + bearer).GET().build());
  }

  Answer post(URI uri, ClientSettings settings, Map<String, String> form) throws ProviderException {
    HttpRequest.Builder request =
        request(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encode(form)));
    settings
        .clientSecret()
        .ifPresent(secret -> request.header("Authorization", basic(settings.clientId(), secret)));
    return send(request.build());
  }

  private static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Accept", "application/json");
  }

  private Answer send(HttpRequest request) throws ProviderException {
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(response.statusCode(), JSONObjectUtils.parse(response.body()));
    } catch (IOException e) {
      throw new ProviderException("no answer from " + request.uri().getPath(), e);
    } catch (ParseException e) {
      throw new ProviderException("no JSON from " + request.uri().getPath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException("interrupted", e);
    }
  }

  /** RFC 6749 2.3.1: both halves are form-encoded before they are joined. */
  private static String basic(String id, String secret) {
    String pair = encode(id) + ":" + encode(secret);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  static String encode(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
