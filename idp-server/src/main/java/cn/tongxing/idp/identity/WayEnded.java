package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import java.util.Optional;

/**
 * Something that opened the account does so no more: a phone fell or another took its place, a
 * password was replaced, a passkey was removed. Published synchronously, in the transaction that
 * ends it: what was shown of it counts nothing from then on, and sessions that rest on it alone end
 * in it too.
 *
 * @param another whether the account has one of the same kind now: in the session where its owner
 *     did it, what was shown may have been of that one
 * @param signIn by whose proof, if a sign-in of the person's did it: its session goes on
 */
public record WayEnded(
    PersonId person, Way way, boolean another, Optional<SignInId> signIn, RequestOrigin origin) {

  /** What opens an account by itself, and ends by itself. */
  public enum Way {
    PHONE,
    PASSWORD,
    PASSKEY
  }
}
