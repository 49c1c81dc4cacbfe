package cn.tongxing.idp.protocol;

/** Paths below the issuer, as the discovery document lists them. */
public final class Endpoints {

  public static final String AUTHORIZE = "/oauth2/authorize";
  public static final String TOKEN = "/oauth2/token";
  public static final String USERINFO = "/oauth2/userinfo";

  /** The keys of algorithms that libraries at large read. */
  public static final String JWKS = "/oauth2/jwks";

  /** All keys, for who is registered with another algorithm. Not in the discovery document. */
  public static final String JWKS_WHOLE = "/oauth2/jwks/all";

  public static final String INTROSPECT = "/oauth2/introspect";
  public static final String REVOKE = "/oauth2/revoke";
  public static final String LOGOUT = "/oauth2/logout";

  private Endpoints() {}
}
