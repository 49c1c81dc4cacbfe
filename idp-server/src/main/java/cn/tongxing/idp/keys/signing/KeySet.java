package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.kernel.OfLaterVersion;
import cn.tongxing.idp.keys.RotationOutcome;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.keys.store.SigningKeyState;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All signing keys as one node knows them. Immutable; replaced whole. */
final class KeySet {

  private final long version;
  private final Map<String, LoadedKey> byKid;
  private final Set<String> ofLaterVersion;
  private final Map<SigningAlgorithm, LoadedKey> active;
  private final byte[] document;
  private final byte[] wholeDocument;

  KeySet(long version, List<LoadedKey> keys, Set<String> ofLaterVersion) {
    this.version = version;
    this.ofLaterVersion = ofLaterVersion;
    Map<String, LoadedKey> all = new HashMap<>();
    this.active = new EnumMap<>(SigningAlgorithm.class);
    for (LoadedKey key : keys) {
      all.put(key.kid(), key);
      if (key.state() == SigningKeyState.ACTIVE) {
        active.put(key.algorithm(), key);
      }
    }
    this.byKid = Map.copyOf(all);
    this.document = published(keys.stream().filter(key -> key.algorithm().isCommon()).toList());
    this.wholeDocument = published(keys);
  }

  private static byte[] published(List<LoadedKey> keys) {
    List<Map<String, String>> members =
        keys.stream()
            .filter(key -> key.state() != SigningKeyState.GONE)
            // The signing key first, for clients that take the first one that fits.
            .sorted(
                Comparator.comparing(LoadedKey::algorithm)
                    .thenComparing(key -> key.state() != SigningKeyState.ACTIVE))
            .map(key -> key.jwk().published())
            .toList();
    return Json.write(Map.of("keys", members));
  }

  long version() {
    return version;
  }

  byte[] document() {
    return document;
  }

  byte[] wholeDocument() {
    return wholeDocument;
  }

  LoadedKey active(SigningAlgorithm algorithm) {
    return Optional.ofNullable(active.get(algorithm)).orElseThrow();
  }

  List<RotationOutcome.Signing> signing() {
    return active.values().stream()
        .map(key -> new RotationOutcome.Signing(key.algorithm(), key.kid()))
        .toList();
  }

  /** A key that a token may be signed with. */
  Optional<LoadedKey> published(String kid) {
    return ever(kid).filter(key -> key.state() != SigningKeyState.GONE);
  }

  /**
   * Any key there ever was: for records that outlive their key.
   *
   * @throws OfLaterVersion for one that is not understood here: what it signed is not false
   */
  Optional<LoadedKey> ever(String kid) {
    if (ofLaterVersion.contains(kid)) {
      throw new OfLaterVersion("a signing key of a kind that is not known here");
    }
    return Optional.ofNullable(byKid.get(kid));
  }

  boolean anyExpiredAt(Instant now) {
    return byKid.values().stream().anyMatch(key -> key.expiredAt(now));
  }
}
