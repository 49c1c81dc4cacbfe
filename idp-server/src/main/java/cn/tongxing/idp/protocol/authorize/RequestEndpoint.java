package cn.tongxing.idp.protocol.authorize;

/** Where an authorization request can come in: the columns of {@link AuthorizeChecks}. */
enum RequestEndpoint {
  /** From a browser, unauthenticated. */
  AUTHORIZE,
  /** From the client itself (RFC 9126). Not served yet. */
  PUSHED,
  /** From the client, for a person who is elsewhere (CIBA). Not served yet. */
  BACKCHANNEL,
  /** From a device without a browser (RFC 8628). Not served yet. */
  DEVICE
}
