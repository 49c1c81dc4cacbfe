package cn.tongxing.sdk;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** HTTP to the provider: no redirects, five seconds in all, JSON answers of at most 1 MiB. */
final class ProviderHttp {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LONGEST = 1 << 20;

  private final Duration patience;
  private final HttpClient client;

  ProviderHttp() {
    this(PATIENCE);
  }

  ProviderHttp(Duration patience) {
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** How long one call may take, from connecting to the last byte of the answer. */
  Duration patience() {
    return patience;
  }

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

  /** A form of a client that authenticates at this time. */
  Answer post(URI uri, ClientSettings settings, Map<String, String> form, Instant now)
      throws ProviderException {
    Map<String, String> sent = new LinkedHashMap<>(form);
    HttpRequest.Builder request =
        request(uri).header("Content-Type", "application/x-www-form-urlencoded");
    switch (settings.credential()) {
      case ClientCredential.None _ -> sent.put("client_id", settings.clientId());
      case ClientCredential.Secret(String secret) ->
          request.header("Authorization", basic(settings.clientId(), secret));
      case ClientCredential.SigningKey key ->
          sent.putAll(ClientAssertion.parameters(settings, key, now));
    }
    return send(request.POST(HttpRequest.BodyPublishers.ofString(encode(sent))).build());
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(patience).header("Accept", "application/json");
  }

  private Answer send(HttpRequest request) throws ProviderException {
    String path = request.uri().getPath();
    CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, text());
    try {
      // the request's own time-out ends with the headers; a body may drip for ever
      HttpResponse<String> response = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return new Answer(response.statusCode(), JSONObjectUtils.parse(response.body()));
    } catch (ExecutionException e) {
      throw new ProviderException("no answer from " + path, e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new ProviderException("no whole answer in time from " + path, e);
    } catch (ParseException e) {
      throw new ProviderException("no JSON from " + path, e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new ProviderException("interrupted", e);
    }
  }

  private static HttpResponse.BodyHandler<String> text() {
    return HttpResponse.BodyHandlers.limiting(
        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8), LONGEST);
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
