package cn.tongxing.sdk;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.Resource;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Discovery and keys, fetched at first use. The document is kept; the keys are refreshed when one
 * is missing and survive an outage of the provider.
 */
final class ProviderDirectory {

  /** Metadata and keys together. */
  record Entry(ProviderMetadata metadata, JWKSource<SecurityContext> keys) {}

  private final URI issuer;
  private final ProviderHttp http;
  private final AtomicReference<@Nullable CompletableFuture<Entry>> flight =
      new AtomicReference<>();

  ProviderDirectory(URI issuer, ProviderHttp http) {
    this.issuer = issuer;
    this.http = http;
  }

  /**
   * What is known, or what one fetch for everybody brings. Nobody waits longer than one call may
   * take, and nobody for somebody else's second try; after a failure the next caller tries anew.
   */
  Entry look() throws ProviderException {
    CompletableFuture<Entry> mine = new CompletableFuture<>();
    CompletableFuture<Entry> other = flight.compareAndExchange(null, mine);
    if (other == null) {
      Thread.ofVirtual().name("discovery").start(() -> land(mine));
    }
    return arrival(other == null ? mine : other);
  }

  private void land(CompletableFuture<Entry> mine) {
    try {
      mine.complete(fetch());
    } catch (ProviderException | RuntimeException e) {
      flight.set(null);
      mine.completeExceptionally(e);
    }
  }

  private Entry arrival(CompletableFuture<Entry> landing) throws ProviderException {
    try {
      return landing.get(2 * http.patience().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new ProviderException(String.valueOf(cause.getMessage()), cause);
    } catch (TimeoutException e) {
      throw new ProviderException("discovery takes too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException("interrupted", e);
    }
  }

  private Entry fetch() throws ProviderException {
    ProviderHttp.Answer answer = http.get(URI.create(issuer + "/.well-known/openid-configuration"));
    if (answer.status() != 200) {
      throw new ProviderException("discovery answered " + answer.status());
    }
    ProviderMetadata metadata = ProviderMetadata.of(answer.json(), issuer);
    try {
      JWKSource<SecurityContext> keys =
          JWKSourceBuilder.<SecurityContext>create(metadata.jwksUri().toURL(), this::fetchKeys)
              .retrying(true)
              .outageTolerantForever()
              .build();
      return new Entry(metadata, keys);
    } catch (MalformedURLException e) {
      throw new ProviderException("jwks_uri", e);
    }
  }

  private Resource fetchKeys(URL address) throws IOException {
    try {
      ProviderHttp.Answer answer = http.get(URI.create(address.toString()));
      if (answer.status() != 200) {
        throw new IOException("keys answered " + answer.status());
      }
      return new Resource(JSONObjectUtils.toJSONString(answer.json()), "application/json");
    } catch (ProviderException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
