package cn.tongxing.idp.protocol.grant;

/** What became of a refresh token. */
public sealed interface Rotation {

  /** It was the current one, or the one before and the client's answer was lost. */
  record Rotated(Grant grant, GrantToken successor) implements Rotation {}

  /** An older one came again: the whole grant is revoked (RFC 9700 4.14.2). */
  record Reused() implements Rotation {}

  /** No token of this client, or its grant is over. */
  record Refused() implements Rotation {}

  /** More was asked for than was granted and may still be had (RFC 6749 6). Nothing has changed. */
  record ScopeTooWide() implements Rotation {}

  /** The audience asked for, or granted, is not to be had (RFC 8707 2). Nothing has changed. */
  record WrongTarget() implements Rotation {}
}
