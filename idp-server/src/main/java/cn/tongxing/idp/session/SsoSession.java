package cn.tongxing.idp.session;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Instant;
import java.util.Set;

/**
 * One browser signed in as one person.
 *
 * @param id what each sector knows by a {@code sid} of its own; stays while the same person signs
 *     in again in this browser
 * @param authentications that count now: what was shown too long ago is not among them; at least
 *     one
 * @param expiresAt when it is over whatever happens; it may be idle before
 */
public record SsoSession(
    SessionId id,
    PersonId person,
    Instant startedAt,
    Authentications authentications,
    Instant lastSeenAt,
    Instant expiresAt) {

  /** Of the last sign-in. */
  public Instant authenticatedAt() {
    return authentications.latest().at();
  }

  /** Which transaction that was. */
  public SignInId signIn() {
    return authentications.latest().signIn();
  }

  /** The way it went. */
  public String method() {
    return authentications.latest().method();
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
