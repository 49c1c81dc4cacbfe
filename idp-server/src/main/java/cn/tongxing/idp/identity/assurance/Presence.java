package cn.tongxing.idp.identity.assurance;

import static cn.tongxing.adapter.spi.EvidenceItem.Method.CERTIFIED_PAYMENT_ACCOUNT;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.COUNTER_CHIP;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.COUNTER_MANUAL;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.LIVE_PORTRAIT_MATCH;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.NETWORK_CREDENTIAL;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.NETWORK_CREDENTIAL_WITH_PASSWORD;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.PEER_ASSERTION;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.idp.kernel.IdentityAssurance;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Whether evidence says that its person was there, and not only a thing of theirs. A card, a
 * number, an account that is open and the bare certificate of the network identity are on a stolen
 * phone as its text messages are. Source: {@code docs/adr/0040-links-and-presence.md}.
 */
public final class Presence {

  /** By a live face, by the credential's own password, or before an officer. */
  private static final Set<Method> SHOWN =
      EnumSet.of(
          LIVE_PORTRAIT_MATCH, NETWORK_CREDENTIAL_WITH_PASSWORD, COUNTER_CHIP, COUNTER_MANUAL);

  /** What an upstream says of an account of its own, whoever that is linked to. */
  private static final Set<Method> OF_AN_ACCOUNT =
      EnumSet.of(
          NETWORK_CREDENTIAL,
          NETWORK_CREDENTIAL_WITH_PASSWORD,
          CERTIFIED_PAYMENT_ACCOUNT,
          PEER_ASSERTION);

  private Presence() {}

  /** The level of those pieces alone that say that the person was there; the least of none. */
  public static IdentityAssurance level(List<CountedEvidence> evidence, Instant now) {
    return LevelPolicy.level(
        evidence.stream().filter(each -> SHOWN.contains(each.method())).toList(), now);
  }

  /**
   * Those pieces that are about the person by themselves: what an upstream says of its account is
   * only where the link to it counts, or where another piece names the person.
   *
   * @param linked whether the link counts
   */
  public static List<CountedEvidence> ofThePerson(List<CountedEvidence> evidence, boolean linked) {
    boolean named = evidence.stream().anyMatch(each -> !OF_AN_ACCOUNT.contains(each.method()));
    return linked || named ? evidence : List.of();
  }
}
