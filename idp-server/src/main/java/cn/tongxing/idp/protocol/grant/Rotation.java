package cn.tongxing.idp.protocol.grant;

import java.util.Locale;
import java.util.Optional;

/** What became of a refresh token. */
public sealed interface Rotation {

  /** It was the current one, or the one before and the client's answer was lost. */
  record Rotated(Grant grant, GrantToken successor) implements Rotation {}

  /** An older one came again: the whole grant is revoked (RFC 9700 4.14.2). */
  record Reused() implements Rotation {}

  /**
   * No token of this client, or its grant is over.
   *
   * @param ended why the grant was revoked, as its row has it; empty for other causes
   */
  record Refused(Cause cause, Optional<String> ended) implements Rotation {

    Refused(Cause cause) {
      this(cause, Optional.empty());
    }

    /** For the log, not for the client. */
    public String word() {
      return cause.word() + ended.map(each -> ": " + each).orElse("");
    }
  }

  /** Why a refresh token is of no use. */
  enum Cause {
    /** None of ours, or of another kind. */
    NOT_OURS,
    /** Its grant is not there (any more). */
    GONE,
    OTHER_CLIENT,
    EXPIRED,
    REVOKED,
    /** The client, its code flow or {@code openid}, by now. */
    NOT_REGISTERED,
    /** It is bound to a key that was not shown. */
    BOUND,
    PERSON_GONE,
    LEVEL_LOST;

    private String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * More was asked for than was granted and may still be had (RFC 6749 6). Nothing has changed.
   *
   * @param granted whether the person allowed it, and the client may not have it now
   */
  record ScopeTooWide(boolean granted) implements Rotation {}

  /** The audience asked for, or granted, is not to be had (RFC 8707 2). Nothing has changed. */
  record WrongTarget() implements Rotation {}
}
