package cn.tongxing.sdk;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
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
          JWKSourceBuilder.<SecurityContext>create(
                  metadata.jwksUri().toURL(), new DefaultResourceRetriever(3000, 3000, 65536))
              .retrying(true)
              .outageTolerantForever()
              .build();
      return new Entry(metadata, keys);
    } catch (MalformedURLException e) {
      throw new ProviderException("jwks_uri", e);
    }
  }
}
