package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.client.AssertionKeys;
import cn.tongxing.idp.client.Client.Authentication.PrivateKey;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.keys.ForeignJws;
import cn.tongxing.idp.protocol.token.store.SpentAssertions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Whether a client assertion ({@code private_key_jwt}) is good (RFC 7523 3, its revision
 * draft-ietf-oauth-rfc7523bis, FAPI 2.0 Security Profile 5.3.2.1): cheap things first, then the
 * signature, and what can be shown once is spent last, by its owner alone.
 */
@Component
class CheckAssertion {

  /** How far ahead it may expire. */
  static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

  /** What two clocks may differ by: FAPI 2.0 demands 10 s at least, and less than 60. */
  static final Duration SKEW = Duration.ofSeconds(30);

  /**
   * How long after it came an assertion may be spent: longer than its keys are waited for. One that
   * is spent is remembered so much longer, for another showing of it may be waiting meanwhile.
   */
  static final Duration LONGEST_CHECK = Duration.ofSeconds(20);

  /** What two nodes may take for the same time, and the way to Redis. */
  private static final Duration TO_SPARE = Duration.ofSeconds(10);

  private static final int LONGEST_JTI = 256;

  /** RFC 7519 5.1 and the revision's own; others are tokens that were made for something else. */
  private static final Set<String> TYPES = Set.of("jwt", "client-authentication+jwt");

  private final Issuer issuer;
  private final AssertionKeys keys;
  private final SpentAssertions spent;
  private final InstantSource clock;

  CheckAssertion(Issuer issuer, AssertionKeys keys, SpentAssertions spent, InstantSource clock) {
    this.issuer = issuer;
    this.keys = keys;
    this.spent = spent;
    this.clock = clock;
  }

  /** What was found, for the trail; whoever showed it hears the same of all. */
  enum Objection {
    TYPE,
    ALGORITHM,
    ISSUER,
    SUBJECT,
    AUDIENCE,
    EXPIRY,
    TIMES,
    ID,
    KEY,
    SIGNATURE,
    REPLAYED;

    /** As the trail has it: {@code assertion_audience}. */
    String reason() {
      return "assertion_" + name().toLowerCase(Locale.ROOT);
    }
  }

  /** The first objection; empty if it is good, which it is this once. */
  Optional<Objection> objection(ClientId client, PrivateKey registered, ForeignJws assertion) {
    // one time for all: keys may have to be fetched, and what was not expired stays so
    long now = clock.instant().getEpochSecond();
    return form(registered, assertion)
        .or(() -> names(client, assertion))
        .or(() -> times(assertion, now))
        .or(() -> signature(client, registered, assertion))
        .or(() -> once(client, assertion, now));
  }

  private static Optional<Objection> form(PrivateKey registered, ForeignJws assertion) {
    boolean ofType =
        assertion.type().map(type -> TYPES.contains(type.toLowerCase(Locale.ROOT))).orElse(true);
    if (!ofType) {
      return Optional.of(Objection.TYPE);
    }
    return assertion.isOf(registered.algorithm())
        ? Optional.empty()
        : Optional.of(Objection.ALGORITHM);
  }

  /**
   * The audience is the issuer as one text: an assertion that several servers take could be passed
   * on by one of them, and an endpoint's address can be another server's in its metadata.
   */
  private Optional<Objection> names(ClientId client, ForeignJws assertion) {
    if (!assertion.text("iss").equals(Optional.of(client.value()))) {
      return Optional.of(Objection.ISSUER);
    }
    if (!assertion.text("sub").equals(Optional.of(client.value()))) {
      return Optional.of(Objection.SUBJECT);
    }
    return assertion.text("aud").equals(Optional.of(issuer.toString()))
        ? Optional.empty()
        : Optional.of(Objection.AUDIENCE);
  }

  private static Optional<Objection> times(ForeignJws assertion, long now) {
    long skew = SKEW.toSeconds();
    Optional<Long> expires = assertion.seconds("exp");
    boolean lives =
        expires
            .filter(at -> at > now - skew && at <= now + LONGEST_LIFE.toSeconds() + skew)
            .isPresent();
    if (!lives) {
      return Optional.of(Objection.EXPIRY);
    }
    return isPast(assertion, "iat", now + skew) && isPast(assertion, "nbf", now + skew)
        ? Optional.empty()
        : Optional.of(Objection.TIMES);
  }

  /** A time that need not be there. */
  private static boolean isPast(ForeignJws assertion, String claim, long latest) {
    return !assertion.has(claim) || assertion.seconds(claim).filter(at -> at <= latest).isPresent();
  }

  private Optional<Objection> signature(
      ClientId client, PrivateKey registered, ForeignJws assertion) {
    if (id(assertion).isEmpty()) {
      return Optional.of(Objection.ID);
    }
    var found = keys.of(client, registered, assertion.kid());
    if (found.isEmpty()) {
      return Optional.of(Objection.KEY);
    }
    return assertion.isSignedBy(found.get()) ? Optional.empty() : Optional.of(Objection.SIGNATURE);
  }

  private static Optional<String> id(ForeignJws assertion) {
    return assertion.text("jti").filter(id -> !id.isBlank() && id.length() <= LONGEST_JTI);
  }

  private Optional<Objection> once(ClientId client, ForeignJws assertion, long now) {
    if (clock.instant().getEpochSecond() - now > LONGEST_CHECK.toSeconds()) {
      return Optional.of(Objection.EXPIRY); // by now it may be forgotten that it was spent
    }
    long left = assertion.seconds("exp").orElseThrow() - now;
    Duration remembered = Duration.ofSeconds(left).plus(SKEW).plus(LONGEST_CHECK).plus(TO_SPARE);
    return spent.spend(client, id(assertion).orElseThrow(), remembered)
        ? Optional.empty()
        : Optional.of(Objection.REPLAYED);
  }
}
