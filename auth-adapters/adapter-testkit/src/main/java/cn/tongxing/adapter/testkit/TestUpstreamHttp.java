package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.UpstreamHttp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** The JDK's client behind an egress list, with troubles that a test switches on. */
final class TestUpstreamHttp implements UpstreamHttp, AutoCloseable {

  private final Set<String> egress;
  private final InstantSource clock;
  private final AtomicInteger requests = new AtomicInteger();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private volatile Optional<Trouble> trouble = Optional.empty();
  private volatile BinaryOperator<byte[]> tampering = (request, answer) -> answer;

  TestUpstreamHttp(Set<String> egress, InstantSource clock) {
    this.egress = Set.copyOf(egress);
    this.clock = clock;
  }

  int requests() {
    return requests.get();
  }

  void suffer(Optional<Trouble> kind) {
    trouble = kind;
  }

  void tamper(BinaryOperator<byte[]> requestAndAnswer) {
    tampering = requestAndAnswer;
  }

  @Override
  public Response send(Request request, Instant deadline) throws IOException {
    requests.incrementAndGet();
    URI uri = request.uri();
    if (!egress.contains(hostAndPort(uri))) {
      throw new IOException("not on the egress list: " + hostAndPort(uri));
    }
    Duration left = Duration.between(clock.instant(), deadline);
    if (!left.isPositive()) {
      throw new HttpTimeoutException("the deadline has passed");
    }
    Optional<Trouble> now = trouble;
    if (now.equals(Optional.of(Trouble.DOWN))) {
      throw new ConnectException("connection refused");
    }
    if (now.equals(Optional.of(Trouble.SLOW))) {
      return waitInVain(left);
    }
    Response truth = exchange(request, left);
    if (now.equals(Optional.of(Trouble.TOO_LONG))) {
      throw new IOException("more than " + request.maxBytes() + " bytes");
    }
    Response answer =
        new Response(
            truth.status(), truth.headers(), tampering.apply(request.body(), truth.body()));
    return now.map(kind -> kind.instead(answer)).orElse(answer);
  }

  private Response exchange(Request request, Duration left) throws IOException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
    request.headers().forEach(builder::header);
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            builder.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), request.maxBytes()));
    HttpResponse<byte[]> response = await(answer, left);
    return new Response(
        response.statusCode(), lowerCase(response.headers().map()), response.body());
  }

  private static HttpResponse<byte[]> await(
      CompletableFuture<HttpResponse<byte[]>> answer, Duration left) throws IOException {
    try {
      return answer.get(left.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw new HttpTimeoutException("no answer before the deadline");
    } catch (ExecutionException failed) {
      throw new IOException("upstream not reached", failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  private static Response waitInVain(Duration left) throws IOException {
    await(new CompletableFuture<>(), left);
    throw new HttpTimeoutException("no answer before the deadline");
  }

  private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
    return headers.entrySet().stream()
        .collect(
            Collectors.toMap(
                header -> header.getKey().toLowerCase(Locale.ROOT),
                Map.Entry::getValue,
                (one, other) -> one));
  }

  static String hostAndPort(URI uri) {
    int usual = "http".equals(uri.getScheme()) ? 80 : 443;
    return uri.getHost() + ":" + (uri.getPort() < 0 ? usual : uri.getPort());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
