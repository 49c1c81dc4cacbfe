package cn.tongxing.idp.outbound.http;

import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.util.TimeValue;

/** The library's client with everything switched off that would act on its own account. */
final class Pool {

  private static final int LONGEST_LINE = 8 * 1024;
  private static final int MOST_HEADERS = 100;

  private Pool() {}

  static CloseableHttpClient of(SSLContext trust, DnsResolver addresses) {
    return HttpClients.custom()
        .setConnectionManager(connections(trust, addresses))
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableContentCompression()
        .disableAuthCaching()
        .disableConnectionState()
        .setUserAgent("Tongxing")
        .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      SSLContext trust, DnsResolver addresses) {
    Http1Config bounds =
        Http1Config.custom().setMaxLineLength(LONGEST_LINE).setMaxHeaderCount(MOST_HEADERS).build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(addresses)
        // the JDK's check of the name, and nobody else's
        .setTlsSocketStrategy(
            new DefaultClientTlsStrategy(trust, HostnameVerificationPolicy.BUILTIN, null))
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(bounds)
                // the strict one: the client's own passes over what stands before a status line
                .responseParserFactory(new DefaultHttpResponseParserFactory(bounds))
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(3, TimeUnit.SECONDS)
                // kept for a burst only: nothing is tried twice, so nothing may be found closed
                .setIdleTimeout(10, TimeUnit.SECONDS)
                .setTimeToLive(TimeValue.ofMinutes(1))
                .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                .build())
        .setMaxConnPerRoute(128)
        .setMaxConnTotal(4096)
        .build();
  }
}
