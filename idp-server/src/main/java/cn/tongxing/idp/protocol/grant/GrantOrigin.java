package cn.tongxing.idp.protocol.grant;

/** Grant type by which a grant was made; stays what it is while its tokens are refreshed. */
public enum GrantOrigin {
  /** An authorization code (RFC 6749 4.1): of a browser, so that there is a session. */
  CODE,
  /** A device without a browser (RFC 8628). */
  DEVICE,
  /** Client-initiated backchannel authentication, for a person who is elsewhere. */
  CIBA,
  /** Token exchange (RFC 8693). */
  EXCHANGE
}
