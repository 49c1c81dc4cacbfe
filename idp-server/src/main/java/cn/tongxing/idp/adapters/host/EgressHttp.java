package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.UpstreamHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP of one adapter: its own client and connections, its own list of hosts, never a redirect, the
 * deadline covers the body too, and the body is cut off while it is read.
 */
final class EgressHttp implements UpstreamHttp {

  private final HostList egress;
  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(3))
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  EgressHttp(HostList egress, InstantSource clock) {
    this.egress = egress;
    this.clock = clock;
  }

  @Override
  public Response send(Request request, Instant deadline) throws IOException {
    if (!egress.allows(request.uri())) {
      throw new IOException("not on the egress list: " + request.uri().getAuthority());
    }
    Duration left = Duration.between(clock.instant(), deadline);
    if (!left.isPositive()) {
      throw new IOException("no time left before " + request);
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(toJdk(request, left), info -> new Limited(request.maxBytes()));
    try {
      HttpResponse<byte[]> response = answer.get(left.toNanos(), TimeUnit.NANOSECONDS);
      return new Response(response.statusCode(), response.headers().map(), response.body());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("too late: " + request, e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: " + request, e);
    } catch (ExecutionException e) {
      throw new IOException("failed: " + request, e.getCause());
    }
  }

  private static HttpRequest toJdk(Request request, Duration left) {
    byte[] body = request.body();
    var publisher =
        body.length == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body);
    var builder =
        HttpRequest.newBuilder(request.uri()).timeout(left).method(request.method(), publisher);
    request.headers().forEach(builder::header);
    return builder.build();
  }

  /** Collects a body up to a limit, then gives up the connection. */
  private static final class Limited implements HttpResponse.BodySubscriber<byte[]> {

    private final int most;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> done = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    Limited(int most) {
      this.most = most;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        if (collected.size() + buffer.remaining() > most) {
          if (subscription != null) {
            subscription.cancel();
          }
          done.completeExceptionally(new IOException("more than " + most + " bytes"));
          return;
        }
        byte[] part = new byte[buffer.remaining()];
        buffer.get(part);
        collected.writeBytes(part);
      }
    }

    @Override
    public void onError(Throwable problem) {
      done.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
      done.complete(collected.toByteArray());
    }
  }
}
