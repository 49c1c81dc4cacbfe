package cn.tongxing.sdk;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;

/**
 * Issuer, audience and times of a token whose signature holds. A clock that is wrong looks like a
 * token that is, and an operator who is told "expired" looks in the wrong place: what points to the
 * clock is said so, with how far it is off. Tokens come fresh from the provider, so that their
 * {@code iat} is its clock.
 */
final class TokenTimes extends DefaultJWTClaimsVerifier<SecurityContext> {

  /**
   * What two clocks may differ by before nothing is believed any more. A logout token that is
   * refused leaves a citizen signed in, and its times protect nothing that its signature does not.
   */
  static final Duration LARGEST_SKEW = Duration.ofMinutes(5);

  private final InstantSource clock;

  TokenTimes(
      ClientSettings settings, Set<String> required, Duration tolerated, InstantSource clock) {
    super(
        settings.clientId(),
        new JWTClaimsSet.Builder().issuer(settings.issuer().toString()).build(),
        required);
    this.clock = clock;
    setMaxClockSkew((int) tolerated.toSeconds());
  }

  @Override
  protected Date currentTime() {
    return Date.from(clock.instant());
  }

  @Override
  public void verify(JWTClaimsSet claims, SecurityContext context) throws BadJWTException {
    Duration ahead = ahead(claims, clock.instant());
    if (ahead.compareTo(LARGEST_SKEW.negated()) < 0) {
      throw new BadJWTException(said(ahead));
    }
    try {
      super.verify(claims, context);
    } catch (ExpiredJWTException e) {
      boolean clockToo = ahead.toSeconds() > getMaxClockSkew();
      throw new BadJWTException("expired" + (clockToo ? "; " + said(ahead) : ""), e);
    }
  }

  /** How far this machine's clock is ahead of the provider's; negative if behind. */
  static Duration ahead(JWTClaimsSet claims, Instant now) {
    Date issued = claims.getIssueTime();
    return issued == null ? Duration.ZERO : Duration.between(issued.toInstant(), now);
  }

  /** In words for a log. */
  static String said(Duration ahead) {
    return "this machine's clock is "
        + ahead.abs().toSeconds()
        + " s "
        + (ahead.isNegative() ? "behind" : "ahead of")
        + " the identity provider's";
  }
}
