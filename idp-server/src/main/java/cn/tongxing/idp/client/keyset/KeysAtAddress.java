package cn.tongxing.idp.client.keyset;

import cn.tongxing.idp.client.AssertionKeys;
import cn.tongxing.idp.client.Client.Authentication.PrivateKey;
import cn.tongxing.idp.client.ClientKeys.AtAddress;
import cn.tongxing.idp.client.ClientKeys.Fetched;
import cn.tongxing.idp.client.ClientKeys.Inline;
import cn.tongxing.idp.client.ClientKeys.Outcome;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.keys.PublicKeys;
import cn.tongxing.idp.keys.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Keys as they come with the client's registration, or as {@link KeyReadings} finds them. */
@Service
class KeysAtAddress implements AssertionKeys {

  /** A key that was taken away at the address is good no longer than this. */
  static final Duration FRESH = Duration.ofMinutes(5);

  /** So long the last good keys stand in for an address that does not answer. */
  static final Duration KEPT = Duration.ofHours(24);

  private final KeyReadings readings;
  private final InstantSource clock;

  KeysAtAddress(KeyReadings readings, InstantSource clock) {
    this.readings = readings;
    this.clock = clock;
  }

  @Override
  public Optional<PublicKeys> of(ClientId client, PrivateKey registered, Optional<String> kid) {
    return switch (registered.keys()) {
      case Inline(var keys) -> Optional.of(keys).filter(set -> set.know(kid));
      case AtAddress known ->
          fetched(client, registered.algorithm(), known, kid).filter(set -> set.know(kid));
    };
  }

  private Optional<PublicKeys> fetched(
      ClientId client, SigningAlgorithm algorithm, AtAddress known, Optional<String> kid) {
    Instant now = clock.instant();
    if (known.last().filter(last -> isGood(last, now) && last.keys().know(kid)).isPresent()) {
      return known.last().map(Fetched::keys);
    }
    Optional<Fetched> last =
        known.last().filter(found -> isSettled(found, now)).isPresent()
            ? known.last()
            : readings.now(client, known.uri(), algorithm);
    return last.filter(found -> standsIn(found, now)).map(Fetched::keys);
  }

  private static boolean isSettled(Fetched last, Instant now) {
    return last.outcome() != Outcome.UNDER_WAY
        && now.isBefore(last.askedAt().plus(KeyReadings.PAUSE));
  }

  private static boolean isGood(Fetched last, Instant now) {
    return now.isBefore(last.at().plus(FRESH));
  }

  /** Old keys are used only after a reading that has failed, not while one is under way. */
  private static boolean standsIn(Fetched last, Instant now) {
    return isGood(last, now)
        || (last.outcome() == Outcome.FAILED && now.isBefore(last.at().plus(KEPT)));
  }
}
