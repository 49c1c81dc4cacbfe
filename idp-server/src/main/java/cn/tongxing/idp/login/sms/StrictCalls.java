package cn.tongxing.idp.login.sms;

import cn.hutool.http.GlobalInterceptor;
import cn.hutool.http.HttpRequest;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/**
 * What the library's HTTP client leaves out. By itself it believes every certificate, waits for
 * ever and keeps cookies; SMS4J offers no setting for any of it. The client's interceptor sees each
 * request before it connects and is the only place to put it right. It is a static of the client,
 * which nothing but SMS4J uses.
 */
final class StrictCalls {

  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 5_000;

  /** Added when this class is initialised, therefore once. */
  private static final GlobalInterceptor ADDED =
      GlobalInterceptor.INSTANCE.addRequestInterceptor(StrictCalls::tighten);

  private StrictCalls() {}

  /** From here on every request is made so. */
  static void enforce() {
    if (ADDED != GlobalInterceptor.INSTANCE) {
      throw new IllegalStateException("the HTTP client has more than one list of interceptors");
    }
  }

  private static void tighten(HttpRequest request) {
    try {
      request
          .setSSLSocketFactory(SSLContext.getDefault().getSocketFactory())
          .setHostnameVerifier(HttpsURLConnection.getDefaultHostnameVerifier())
          .setConnectionTimeout(CONNECT_MILLIS)
          .setReadTimeout(READ_MILLIS)
          .setFollowRedirects(false)
          .disableCookie();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
