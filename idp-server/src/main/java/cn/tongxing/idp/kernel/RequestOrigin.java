package cn.tongxing.idp.kernel;

/**
 * Where a request came from, as far as the trail and the limits need it.
 *
 * @param address the browser's IP address as established by the trusted proxy rules
 * @param userAgent at most 200 characters, untrusted
 */
public record RequestOrigin(String address, String userAgent) {

  /** The server itself: commands and background work. */
  public static final RequestOrigin SERVER = new RequestOrigin("", "");

  public RequestOrigin {
    userAgent = userAgent.length() > 200 ? userAgent.substring(0, 200) : userAgent;
  }
}
