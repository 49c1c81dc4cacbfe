package cn.tongxing.idp.session;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One browser signed in as one person, as it was read.
 *
 * @param id what each sector knows by a {@code sid} of its own; stays while the same person signs
 *     in again in this browser
 * @param signIns the sign-ins that ended in it, the last first: as they ended, whenever what each
 *     showed was shown. At least one, at most {@link #SIGN_INS}
 * @param authentications that count now: what was shown too long ago is not among them; at least
 *     one
 * @param expiresAt when it is over whatever happens; it may be idle before
 * @param lowered how often something that was shown in it has ceased to count: what is decided by
 *     this reading is good only while it is the same ({@link Sessions#join})
 */
public record SsoSession(
    SessionId id,
    PersonId person,
    Instant startedAt,
    List<SignInId> signIns,
    Authentications authentications,
    Instant lastSeenAt,
    Instant expiresAt,
    int lowered) {

  /** How many of its sign-ins a session knows: so many tabs of a browser sign in at once. */
  public static final int SIGN_INS = 8;

  public SsoSession {
    signIns = List.copyOf(signIns);
  }

  /** When the last sign-in was shown. */
  public Instant authenticatedAt() {
    return last().at();
  }

  /** The transaction of the last sign-in. */
  public SignInId signIn() {
    return signIns.getFirst();
  }

  /** The way of the last sign-in. */
  public String method() {
    return last().method();
  }

  /** All ways of the last sign-in, in the order in which they were gone. */
  public List<String> methods() {
    Authentications own = authentications.of(signIn());
    return own.isEmpty() ? List.of(method()) : own.methods();
  }

  /** What the last sign-in ended with; if that counts no more, what was shown latest. */
  private Authentication last() {
    Authentications own = authentications.of(signIn());
    return own.isEmpty() ? authentications.latest() : own.latest();
  }

  /** Whether a sign-in ended in this session. */
  public boolean includes(SignInId signIn) {
    return signIns.contains(signIn) || !authentications.of(signIn).isEmpty();
  }

  /** These and one that has just ended. */
  public static List<SignInId> with(SignInId next, List<SignInId> before) {
    return Stream.concat(Stream.of(next), before.stream().filter(each -> !each.equals(next)))
        .limit(SIGN_INS)
        .toList();
  }

  /** All that count now. */
  public Set<Factor> factors() {
    return authentications.factors();
  }

  /** Whether facts alone chose the person. */
  public boolean isByFact() {
    return authentications.isByFact();
  }
}
