package cn.tongxing.simulator.cyber;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.simulator.cyber.CyberEnvelope.Head;
import cn.tongxing.simulator.http.Call;
import cn.tongxing.simulator.http.Reply;
import cn.tongxing.simulator.population.Population;
import cn.tongxing.simulator.population.SyntheticPerson;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CyberUpstreamTest {

  private static final String BIZ = "abcdefghijklmnopqrstuvwxyz012345";

  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock = InstantSource.system();
  private final CyberParties parties = parties("TX350200");
  private final CyberDesk desk = new CyberDesk(parties, clock, random);

  private CyberParties parties(String org) {
    return new CyberParties(
        org,
        "0002",
        CyberParties.newPrivateKey(random),
        CyberParties.newPrivateKey(random),
        "00".repeat(32));
  }

  private CyberEnvelope envelope(BigInteger signer, long timestamp, String inner) {
    return CyberEnvelope.seal(
        new Head("TX350200", BIZ, timestamp),
        Map.of("orgCode", "TX350200", "appId", "0002", "bizSeq", inner),
        signer,
        Sm2.publicPoint(parties.servicePrivate()),
        random);
  }

  private int status(CyberEnvelope envelope) {
    Call call =
        new Call(
            "POST",
            URI.create("/cyber/result"),
            Map.of(),
            envelope.json().getBytes(StandardCharsets.UTF_8));
    Reply reply =
        desk.serve(call, Optional.empty(), (bizSeq, asked) -> CyberDesk.says(CyberCode.OK));
    return reply.status();
  }

  @Test
  @Tag("L5")
  void anEnvelopeIsTakenOnceAndOnlyIfAllOfItHolds() {
    BigInteger customer = new BigInteger(parties.customerKey(), 16);
    CyberEnvelope good = envelope(customer, clock.millis(), BIZ);

    assertThat(status(good)).isEqualTo(200);
    assertThat(status(good)).as("nonce seen").isEqualTo(401);
    assertThat(status(envelope(customer, clock.millis() - 301_000, BIZ))).isEqualTo(401);
    assertThat(status(envelope(parties.servicePrivate(), clock.millis(), BIZ))).isEqualTo(401);
    assertThat(status(envelope(customer, clock.millis(), "x".repeat(32)))).isEqualTo(400);
  }

  @Test
  void aPseudonymIsStableForOneOrganisationAndDiffersBetweenTwo() {
    Population population = new Population();
    SyntheticPerson person = population.everybody().getFirst();
    CyberUpstream one = new CyberUpstream(population, parties("ORG1"), clock, random);
    CyberUpstream again = new CyberUpstream(population, parties("ORG1"), clock, random);
    CyberUpstream two = new CyberUpstream(population, parties("ORG2"), clock, random);

    assertThat(one.pseudonym(person))
        .isEqualTo(again.pseudonym(person))
        .isNotEqualTo(two.pseudonym(person))
        .isNotEqualTo(one.pseudonym(population.everybody().get(1)));
  }
}
