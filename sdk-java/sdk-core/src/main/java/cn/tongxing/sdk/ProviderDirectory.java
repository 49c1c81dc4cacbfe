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
  private volatile @Nullable Entry entry;

  ProviderDirectory(URI issuer, ProviderHttp http) {
    this.issuer = issuer;
    this.http = http;
  }

  Entry look() throws ProviderException {
    Entry known = entry;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      Entry meanwhile = entry;
      if (meanwhile != null) {
        return meanwhile;
      }
      Entry fetched = fetch();
      entry = fetched;
      return fetched;
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
