package cn.tongxing.idp.client;

/** The origins at which applications without a secret run in browsers. */
public interface BrowserOrigins {

  /**
   * Whether an enabled public client has a redirect URI at this origin; true at most five seconds
   * longer than it is so.
   */
  boolean isRegistered(String origin);
}
