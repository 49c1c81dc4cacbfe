package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Something that opened the account does so no more: a phone fell or another took its place, a
 * password was replaced, a passkey was removed, a link ended. Published synchronously, in the
 * transaction that ends it: what was shown of it counts nothing from then on, and sessions that
 * rest on it alone end in it too.
 *
 * @param passkey which one, where it is a passkey: what was shown of others goes on
 * @param ways by which the linked account may have been shown, where it is a link: what was shown
 *     by others goes on
 * @param another whether the account has one of the same kind now: in the session where its owner
 *     did it, what was shown may have been of that one
 * @param signIn by whose proof, if a sign-in of the person's did it: its session goes on
 */
public record WayEnded(
    PersonId person,
    Way way,
    Optional<UUID> passkey,
    Set<String> ways,
    boolean another,
    Optional<SignInId> signIn,
    RequestOrigin origin) {
  public WayEnded {
    ways = Set.copyOf(ways);
  }

  /** A phone or a password: there is nothing to tell one from another by. */
  public WayEnded(
      PersonId person, Way way, boolean another, Optional<SignInId> signIn, RequestOrigin origin) {
    this(person, way, Optional.empty(), Set.of(), another, signIn, origin);
  }

  /** One passkey: which was shown is kept, so that another's is no other. */
  public static WayEnded passkey(
      PersonId person, UUID passkey, Optional<SignInId> signIn, RequestOrigin origin) {
    return new WayEnded(person, Way.PASSKEY, Optional.of(passkey), Set.of(), false, signIn, origin);
  }

  /**
   * One linked account. A session knows by which way one was shown, not which of two at the same
   * upstream.
   *
   * @param ways of its adapter ({@link LinkDoors}), and that by which it was linked
   */
  public static WayEnded link(
      PersonId person,
      Set<String> ways,
      boolean another,
      Optional<SignInId> signIn,
      RequestOrigin origin) {
    return new WayEnded(person, Way.LINK, Optional.empty(), ways, another, signIn, origin);
  }

  /** Whether what came by a way may have been of this link. */
  public boolean isLinkOf(String method) {
    return way == Way.LINK && ways.contains(method);
  }

  /** What opens an account by itself, and ends by itself. */
  public enum Way {
    PHONE,
    PASSWORD,
    PASSKEY,
    /** An upstream's account that was linked. */
    LINK
  }
}
