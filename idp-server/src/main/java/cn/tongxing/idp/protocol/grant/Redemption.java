package cn.tongxing.idp.protocol.grant;

import java.util.Locale;
import java.util.Optional;

/** What became of a code. */
public sealed interface Redemption {

  /**
   * The one time it worked.
   *
   * @param refreshToken if the client is registered for them
   */
  record Redeemed(Grant grant, Optional<String> nonce, Optional<GrantToken> refreshToken)
      implements Redemption {}

  /** It was spent before; the tokens of the first redemption are revoked (RFC 6749 4.1.2). */
  record Replayed() implements Redemption {}

  /** It is no code, too old, lost, or not this client's; it is burnt. */
  record Refused(Reason reason) implements Redemption {
    /** For the trail and the log, not for the client. */
    public enum Reason {
      MALFORMED,
      GONE,
      EXPIRED,
      OTHER_CLIENT,
      OTHER_REDIRECT_URI,
      WRONG_VERIFIER,
      /** The client, its return address, its code flow or {@code openid}, by now. */
      NOT_REGISTERED,
      CONSENT_WITHDRAWN,
      SESSION_ENDED;

      /** For the log. */
      public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
    }
  }
}
