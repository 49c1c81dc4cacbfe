package cn.tongxing.idp.protocol.token;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

class CheckAssertionTest {

  private static final ClientId CLIENT = new ClientId("slow-keys");
  private static final Issuer ISSUER = new Issuer(URI.create("https://id.example"));

  private final MovableClock clock = new MovableClock(Instant.now());

  private String assertion(ECKey key, Duration expired) throws Exception {
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

  @Test
  @Clause({"RFC 7523 3", "T2"})
  void whatIsInTimeAsItComesIsSoThoughItsKeysAreSlow() throws Exception {
    var key = new ECKeyGenerator(Curve.P_256).generate();
    var read =
        (PublicKeys.Reading.Read)
            PublicKeys.read(
                "{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}", SigningAlgorithm.ES256);
    var registered = new PrivateKey(SigningAlgorithm.ES256, new Inline(read.keys()));
    var check =
        new CheckAssertion(
            ISSUER,
            (_, _, _) -> {
              clock.advance(Duration.ofSeconds(4));
              return Optional.of(read.keys());
            },
            RunningServer.shared().bean(SpentAssertions.class),
            clock);

    var late = ForeignJws.parse(assertion(key, Duration.ofSeconds(28))).orElseThrow();
    assertThat(check.objection(CLIENT, registered, late)).isEmpty();
    assertThat(check.objection(CLIENT, registered, late)).contains(Objection.EXPIRY);

    var good = ForeignJws.parse(assertion(key, Duration.ofSeconds(20))).orElseThrow();
    assertThat(check.objection(CLIENT, registered, good)).isEmpty();
    assertThat(check.objection(CLIENT, registered, good)).contains(Objection.REPLAYED);
  }
}
