package cn.tongxing.idp.session;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Instant;
import java.util.Set;

/**
 * One browser signed in as one person.
 *
 * @param id what each sector knows by a {@code sid} of its own; stays while the same person signs in again in this browser
 * @param authenticatedAt of the last sign-in: the {@code auth_time} claim
 * @param signIn which transaction that was: evidence that a wanted re-authentication took place
 * @param method the adapter or built-in way: {@code police}, {@code sms}, {@code password}, {@code
 *     passkey}
 * @param factors shown in the last sign-in
 * @param expiresAt when it is over whatever happens; it may be idle before
 */
public record SsoSession(
    SessionId id,
    PersonId person,
    Instant startedAt,
    Instant authenticatedAt,
    SignInId signIn,
    String method,
    Set<Factor> factors,
    AuthenticationAssurance assurance,
    Instant lastSeenAt,
    Instant expiresAt) {
  public SsoSession {
    factors = Set.copyOf(factors);
  }
}
