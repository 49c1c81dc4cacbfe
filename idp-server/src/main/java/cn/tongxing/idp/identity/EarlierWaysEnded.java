package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Instant;
import java.util.Optional;

/**
 * What opened the account before has ended, but for what was shown again just now, or the account
 * was joined with another, or parted: whoever is signed in signs in anew. Published synchronously,
 * in the transaction that ends it: sessions and grants end in it too.
 *
 * @param signIn by whose proof, if a sign-in did it: that one goes on
 * @param since of an account that was parted, since when another's was part of it: what its person
 *     chose earlier is theirs
 */
public record EarlierWaysEnded(
    PersonId person, Optional<SignInId> signIn, Optional<Instant> since, RequestOrigin origin) {

  /** By a sign-in of the person's. */
  public EarlierWaysEnded(PersonId person, Optional<SignInId> signIn, RequestOrigin origin) {
    this(person, signIn, Optional.empty(), origin);
  }

  /** By no sign-in of the person's. */
  public EarlierWaysEnded(PersonId person, RequestOrigin origin) {
    this(person, Optional.empty(), origin);
  }
}
