package cn.tongxing.idp.kernel;

import java.net.URI;

/**
 * The issuer identifier (OpenID Connect Discovery 1.0, section 3), from configuration and never
 * from a request. Without path, query, fragment or slash at its end; https, except on loopback.
 */
public record Issuer(URI uri) {

  public Issuer {
    String text = uri.toString();
    if (uri.getHost() == null || !isSecure(uri)) {
      throw new IllegalArgumentException("the issuer must be https (http on loopback only)");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException("the issuer must have no query, fragment or user");
    }
    if (uri.getRawPath() != null && uri.getRawPath().length() > 1) {
      throw new IllegalArgumentException(
          "the issuer must have no path: the endpoints are at its root");
    }
    if (text.endsWith("/")) {
      throw new IllegalArgumentException("the issuer must not end in a slash");
    }
  }

  private static boolean isSecure(URI uri) {
    return switch (String.valueOf(uri.getScheme())) {
      case "https" -> true;
      case "http" -> isLoopback(uri.getHost());
      default -> false;
    };
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.\\d{1,3}){3}");
  }

  /** The web origin that serves it (RFC 6454 4): scheme, host, and port if not the default. */
  public String origin() {
    int port = uri.getPort();
    boolean usual =
        port == -1
            || (uri.getScheme().equals("https") && port == 443)
            || (uri.getScheme().equals("http") && port == 80);
    return uri.getScheme() + "://" + uri.getHost() + (usual ? "" : ":" + port);
  }

  /** The claim value. */
  @Override
  public String toString() {
    return uri.toString();
  }
}
