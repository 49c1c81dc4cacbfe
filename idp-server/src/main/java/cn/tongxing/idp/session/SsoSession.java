package cn.tongxing.idp.session;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
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

  /**
   * The {@code method} of a session that a code to a shared or stale phone began, where a fact
   * about the person said who it is: {@code docs/protocol/accounts.md}.
   */
  public static final String BY_FACT = "sms-fact";

  /**
   * The {@code method} of a session that a code began beside a pseudonym confirmed on another
   * device: the code is all that was shown here.
   */
  public static final String POLLED = "polled";

  /** What a code by text message shows. */
  public static final Set<Factor> SMS = Set.of(Factor.SMS);

  private static final String BY_SMS = "sms";

  public SsoSession {
    factors = Set.copyOf(factors);
  }

  /** What the person's level of identity counts for: a fact in place of a factor is worth P2. */
  public static IdentityAssurance counted(IdentityAssurance level, boolean byFact) {
    return byFact && level.atLeast(IdentityAssurance.P2) ? IdentityAssurance.P2 : level;
  }

  /** What the person's level of identity counts for in this session. */
  public IdentityAssurance counted(IdentityAssurance level) {
    return counted(level, isByFact());
  }

  /** Whether a fact chose the person: ways and sessions may be shown, nothing about them. */
  public boolean isByFact() {
    return method.equals(BY_FACT);
  }

  /**
   * Whether a code by text message is all that was shown: it changes no factor. A check of name and
   * number adds none, and is a proof only at the level of an account that rests on no more than P2.
   *
   * @param level the person's
   */
  public static boolean isBySmsAlone(String method, Set<Factor> factors, IdentityAssurance level) {
    boolean proven = !Set.of(BY_SMS, BY_FACT, POLLED).contains(method);
    return SMS.containsAll(factors) && (!proven || level.atLeast(IdentityAssurance.P3));
  }

  /** The same of this session. */
  public boolean isBySmsAlone(IdentityAssurance level) {
    return isBySmsAlone(method, factors, level);
  }
}
