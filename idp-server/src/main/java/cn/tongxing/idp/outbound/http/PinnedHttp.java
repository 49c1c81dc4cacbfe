package cn.tongxing.idp.outbound.http;

import cn.tongxing.idp.outbound.GuardedHttp;
import cn.tongxing.idp.outbound.OutboundAnswer;
import cn.tongxing.idp.outbound.OutboundAnswer.Failed;
import cn.tongxing.idp.outbound.OutboundAnswer.Failure;
import cn.tongxing.idp.outbound.OutboundAnswer.Received;
import cn.tongxing.idp.outbound.OutboundIdentities;
import cn.tongxing.idp.outbound.OutboundRequest;
import cn.tongxing.idp.outbound.TlsIdentity;
import cn.tongxing.idp.outbound.address.AddressPolicy;
import cn.tongxing.idp.outbound.address.OutboundSettings;
import cn.tongxing.idp.outbound.address.OutboundSettings.Authority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** The client over pools of connections, one for each authority that is trusted. */
final class PinnedHttp implements GuardedHttp, OutboundIdentities, AutoCloseable {

  private final AddressPolicy policy;
  private final PinnedAddresses addresses;
  private final CloseableHttpClient usual;
  private final List<CloseableHttpClient> identified = new CopyOnWriteArrayList<>();
  private final Map<Authority, CloseableHttpClient> own = new LinkedHashMap<>();
  private final ExecutorService calls =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("outbound-", 0).factory());

  PinnedHttp(AddressPolicy policy, OutboundSettings settings, PinnedAddresses.Names names) {
    this.policy = policy;
    this.addresses = new PinnedAddresses(policy, names);
    this.usual = Pool.of(TrustedAuthorities.ofTheMachine(), addresses);
    settings
        .authorities()
        .forEach(each -> own.put(each, Pool.of(TrustedAuthorities.of(each), addresses)));
  }

  /**
   * The exchange runs on a thread of its own and is given up after its time, whatever it is doing:
   * neither the name service nor a body that drips can hold the caller.
   */
  @Override
  public OutboundAnswer send(OutboundRequest request) {
    return send(request, () -> client(request));
  }

  @Override
  public GuardedHttp as(TlsIdentity identity) {
    CloseableHttpClient own = Pool.of(TlsFiles.context(identity), addresses);
    identified.add(own);
    return request -> send(request, () -> own);
  }

  private OutboundAnswer send(OutboundRequest request, Supplier<CloseableHttpClient> client) {
    Optional<String> refusal = policy.refusal(request.uri());
    if (refusal.isPresent()) {
      return new Failed(Failure.ADDRESS_REFUSED, refusal.get());
    }
    HttpUriRequestBase message = message(request);
    Future<OutboundAnswer> call = calls.submit(() -> exchange(client.get(), message, request));
    try {
      return call.get(request.limit().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return late(message, call, request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return late(message, call, request);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request ended in a bug", e.getCause());
    }
  }

  private static Failed late(HttpUriRequestBase message, Future<?> call, OutboundRequest request) {
    message.cancel();
    call.cancel(true);
    return new Failed(
        Failure.TIMEOUT, "no whole answer within " + request.limit().toMillis() + " ms");
  }

  private static HttpUriRequestBase message(OutboundRequest request) {
    HttpUriRequestBase message = new HttpUriRequestBase(request.method(), request.uri());
    request.headers().forEach(message::setHeader);
    if (request.body().length > 0) {
      message.setEntity(new ByteArrayEntity(request.body(), null));
    }
    return message;
  }

  private OutboundAnswer exchange(
      CloseableHttpClient client, HttpUriRequestBase message, OutboundRequest request) {
    try {
      ClassicHttpResponse answer = client.executeOpen(null, message, null);
      if (request.maxBytes() == OutboundRequest.STATUS_ONLY) {
        // closing it would read the rest of the body first
        message.cancel();
        return new Received(answer.getCode(), headers(answer), new byte[0]);
      }
      try (answer) {
        byte[] body = read(answer.getEntity(), request.maxBytes(), message);
        return new Received(answer.getCode(), headers(answer), body);
      }
    } catch (IOException e) {
      return failed(e);
    }
  }

  private CloseableHttpClient client(OutboundRequest request) {
    return own.entrySet().stream()
        .filter(each -> each.getKey().speaksFor(request.uri().getHost()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(usual);
  }

  /** Cut off while it is read: what is over the limit is never kept, nor waited for. */
  private static byte[] read(@Nullable HttpEntity body, int most, HttpUriRequestBase message)
      throws IOException {
    if (body == null) {
      return new byte[0];
    }
    try (InputStream in = body.getContent()) {
      ByteArrayOutputStream collected = new ByteArrayOutputStream();
      byte[] part = new byte[8192];
      for (int n = in.read(part); n != -1; n = in.read(part)) {
        if (collected.size() + n > most) {
          message.cancel();
          throw new TooLong(most);
        }
        collected.write(part, 0, n);
      }
      return collected.toByteArray();
    }
  }

  private static Map<String, List<String>> headers(ClassicHttpResponse answer) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Header header : answer.getHeaders()) {
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.getValue());
    }
    return headers;
  }

  /** The classes of exceptions only: messages of the library may quote what was sent. */
  private static Failed failed(IOException problem) {
    return switch (problem) {
      case PinnedAddresses.Refused refused ->
          new Failed(Failure.ADDRESS_REFUSED, String.valueOf(refused.getMessage()));
      case UnknownHostException _ -> new Failed(Failure.UNKNOWN_HOST, "no such host");
      case SSLException tls -> new Failed(Failure.TLS, tls.getClass().getSimpleName());
      case TooLong tooLong -> new Failed(Failure.TOO_LONG, String.valueOf(tooLong.getMessage()));
      case MessageConstraintException _ ->
          new Failed(Failure.TOO_LONG, "more or longer header lines than allowed");
      case InterruptedIOException _ -> new Failed(Failure.TIMEOUT, "connecting took too long");
      case NoHttpResponseException _ -> new Failed(Failure.CONNECTION, "closed without an answer");
      case ClientProtocolException _ -> new Failed(Failure.NO_HTTP, "what came is not HTTP/1.1");
      default -> new Failed(Failure.CONNECTION, problem.getClass().getSimpleName());
    };
  }

  @Override
  public void close() {
    calls.shutdownNow();
    usual.close(CloseMode.IMMEDIATE);
    own.values().forEach(client -> client.close(CloseMode.IMMEDIATE));
    identified.forEach(client -> client.close(CloseMode.IMMEDIATE));
  }

  private static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong(int most) {
      super("more than " + most + " bytes");
    }
  }
}
