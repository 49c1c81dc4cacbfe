package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.keys.KeyRotation;
import cn.tongxing.idp.keys.RotationOutcome;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.keys.store.KeyLock;
import cn.tongxing.idp.keys.store.SigningKeyRow;
import cn.tongxing.idp.keys.store.SigningKeyRows;
import cn.tongxing.idp.keys.store.SigningKeyState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.transaction.support.TransactionTemplate;

/** Moves signing keys through their life, one node at a time. */
final class RotateKeys implements KeyRotation {

  private final SigningKeyRows rows;
  private final KeyLock lock;
  private final NewKeys newKeys;
  private final CurrentKeys current;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final InstantSource clock;
  private final SigningSettings settings;

  RotateKeys(
      SigningKeyRows rows,
      KeyLock lock,
      NewKeys newKeys,
      CurrentKeys current,
      TransactionTemplate transaction,
      Audit audit,
      InstantSource clock,
      SigningSettings settings) {
    this.rows = rows;
    this.lock = lock;
    this.newKeys = newKeys;
    this.current = current;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
    this.settings = settings;
  }

  @Override
  public RotationOutcome rotate(Set<SigningAlgorithm> algorithms) {
    return rotate(algorithms, settings.publishAhead());
  }

  @Override
  public RotationOutcome rotateNow(Set<SigningAlgorithm> algorithms) {
    return rotate(algorithms, Duration.ZERO);
  }

  @Override
  public RotationOutcome withdraw(String kid) {
    Optional<RotationOutcome> refused =
        transaction.execute(status -> {
          lock.hold();
          Instant now = clock.instant();
          SigningKeyRows.Kept kept = rows.kept();
          if (kept.ofLaterVersion().contains(kid)) {
            return Optional.of(new RotationOutcome.MadeByLaterVersion());
          }
          Optional<SigningKeyRow> key =
              kept.keys().stream().filter(row -> row.kid().equals(kid)).findFirst();
          if (key.isEmpty() || !rows.withdraw(kid, now)) {
            return Optional.of(new RotationOutcome.UnknownKey());
          }
          switch (key.get().state()) {
            case ACTIVE -> promoteNext(key.get().algorithm(), now);
            case NEXT -> newKeys.insert(key.get().algorithm(), SigningKeyState.NEXT);
            case RETIRING, GONE -> {}
          }
          record(AuditEventType.KEY_WITHDRAWN, key.get().algorithm(), kid);
          rows.bumpVersion();
          return Optional.empty();
        });
    return finish(refused);
  }

  /** Erases the retiring keys whose time is over. */
  void expire() {
    transaction.executeWithoutResult(status -> {
      if (rows.expireRetiring(clock.instant()) > 0) {
        rows.bumpVersion();
      }
    });
    current.refresh();
  }

  private RotationOutcome rotate(Set<SigningAlgorithm> named, Duration publishedFor) {
    Optional<RotationOutcome> refused =
        transaction.execute(status -> {
          lock.hold();
          Instant now = clock.instant();
          Map<SigningAlgorithm, Instant> made = nextKeys(rows.all());
          // Those too that are offered no more: who was registered with one still gets it.
          Set<SigningAlgorithm> algorithms = named.isEmpty() ? made.keySet() : named;
          for (SigningAlgorithm algorithm : algorithms) {
            Instant nextMade = made.get(algorithm);
            if (nextMade == null) {
              return Optional.of(new RotationOutcome.NoKeys(algorithm));
            }
            if (now.isBefore(nextMade.plus(publishedFor))) {
              return Optional.of(new RotationOutcome.TooEarly(nextMade.plus(publishedFor)));
            }
          }
          for (SigningAlgorithm algorithm : algorithms) {
            rows.retireActive(algorithm, now.plus(settings.overlap()));
            promoteNext(algorithm, now);
          }
          rows.bumpVersion();
          return Optional.empty();
        });
    return finish(refused);
  }

  private void promoteNext(SigningAlgorithm algorithm, Instant now) {
    if (!rows.activateNext(algorithm, now)) {
      throw new IllegalStateException("there is no next key for " + algorithm);
    }
    String kid =
        rows.all().stream()
            .filter(row -> row.algorithm() == algorithm && row.state() == SigningKeyState.ACTIVE)
            .map(SigningKeyRow::kid)
            .findFirst()
            .orElseThrow();
    record(AuditEventType.KEY_ROTATED, algorithm, kid);
    newKeys.insert(algorithm, SigningKeyState.NEXT);
  }

  private RotationOutcome finish(Optional<RotationOutcome> refused) {
    current.refresh();
    return refused.orElseGet(() -> new RotationOutcome.Rotated(current.get().signing()));
  }

  /** When the next key of each algorithm was made. */
  private static Map<SigningAlgorithm, Instant> nextKeys(List<SigningKeyRow> all) {
    var made = new EnumMap<SigningAlgorithm, Instant>(SigningAlgorithm.class);
    all.stream()
        .filter(row -> row.state() == SigningKeyState.NEXT)
        .forEach(row -> made.put(row.algorithm(), row.createdAt()));
    return made;
  }

  private void record(AuditEventType type, SigningAlgorithm algorithm, String kid) {
    audit.record(
        AuditEvent.of(type, RequestOrigin.SERVER)
            .detail("algorithm", algorithm.jose())
            .detail("kid", kid));
  }
}
