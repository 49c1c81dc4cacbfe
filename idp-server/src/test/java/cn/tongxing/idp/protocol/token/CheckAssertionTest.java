package cn.tongxing.idp.protocol.token;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.AssertionKeys;
import cn.tongxing.idp.client.Client.Authentication.PrivateKey;
import cn.tongxing.idp.client.ClientKeys.Inline;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.keys.ForeignJws;
import cn.tongxing.idp.keys.PublicKeys;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.protocol.token.CheckAssertion.Objection;
import cn.tongxing.idp.protocol.token.store.SpentAssertions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.MovableClock;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class CheckAssertionTest {

  private static final ClientId CLIENT = new ClientId("slow-keys");
  private static final Issuer ISSUER = new Issuer(URI.create("https://id.example"));

  private final MovableClock clock = new MovableClock(Instant.now());

  private String assertion(Duration expired) throws Exception {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(CLIENT.value())
            .subject(CLIENT.value())
            .audience(ISSUER.toString())
            .jwtID(UUID.randomUUID().toString())
            .expirationTime(Date.from(clock.instant().minus(expired)))
            .build();
    var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims);
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }

  private final ECKey key = generated();
  private final PublicKeys keys =
      ((PublicKeys.Reading.Read)
              PublicKeys.read(
                  "{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}", SigningAlgorithm.ES256))
          .keys();
  private final PrivateKey registered = new PrivateKey(SigningAlgorithm.ES256, new Inline(keys));

  private static ECKey generated() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private CheckAssertion check(AssertionKeys found) {
    return new CheckAssertion(
        ISSUER, found, RunningServer.shared().bean(SpentAssertions.class), clock);
  }

  /** Keys that take as long by the clock, and by the time that Redis goes by. */
  private CheckAssertion slow(Duration takes, Duration truly) {
    return check((_, _, _) -> {
      LockSupport.parkNanos(truly.toNanos());
      clock.advance(takes);
      return Optional.of(keys);
    });
  }

  @Test
  @Clause({"RFC 7523 3", "T2"})
  void whatWasSpentAtItsVeryEndIsKnownToAShowingThatWaitedForItsKeys() throws Exception {
    var last = ForeignJws.parse(assertion(Duration.ofSeconds(29))).orElseThrow();

    assertThat(slow(Duration.ZERO, Duration.ZERO).objection(CLIENT, registered, last)).isEmpty();

    assertThat(
            slow(Duration.ofSeconds(15), Duration.ofSeconds(3)).objection(CLIENT, registered, last))
        .contains(Objection.REPLAYED);
  }

  @Test
  @Clause({"RFC 7523 3", "T2"})
  void whoseKeysTakeLongerThanASpentOneIsRememberedIsRefused() throws Exception {
    var assertion = ForeignJws.parse(assertion(Duration.ZERO)).orElseThrow();

    assertThat(
            slow(CheckAssertion.LONGEST_CHECK.plusSeconds(1), Duration.ZERO)
                .objection(CLIENT, registered, assertion))
        .contains(Objection.EXPIRY);
  }

  @Test
  @Clause({"RFC 7523 3", "T2"})
  void whatIsInTimeAsItComesIsSoThoughItsKeysAreSlow() throws Exception {
    var check = slow(Duration.ofSeconds(4), Duration.ZERO);

    var late = ForeignJws.parse(assertion(Duration.ofSeconds(28))).orElseThrow();
    assertThat(check.objection(CLIENT, registered, late)).isEmpty();
    assertThat(check.objection(CLIENT, registered, late)).contains(Objection.EXPIRY);

    var good = ForeignJws.parse(assertion(Duration.ofSeconds(20))).orElseThrow();
    assertThat(check.objection(CLIENT, registered, good)).isEmpty();
    assertThat(check.objection(CLIENT, registered, good)).contains(Objection.REPLAYED);
  }
}
