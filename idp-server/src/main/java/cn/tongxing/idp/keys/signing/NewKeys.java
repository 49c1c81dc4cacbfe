package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.keys.sealing.PrivateKeySeal;
import cn.tongxing.idp.keys.store.KeyLock;
import cn.tongxing.idp.keys.store.SigningKeyRow;
import cn.tongxing.idp.keys.store.SigningKeyRows;
import cn.tongxing.idp.keys.store.SigningKeyState;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;

/** Generates signing keys: at first start, and to follow one that takes over. */
final class NewKeys {

  private final SigningKeyRows rows;
  private final KeyLock lock;
  private final PrivateKeySeal seal;
  private final SignatureProvider provider;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random;

  NewKeys(
      SigningKeyRows rows,
      KeyLock lock,
      PrivateKeySeal seal,
      SignatureProvider provider,
      TransactionTemplate transaction,
      Audit audit,
      InstantSource clock,
      SecureRandom random) {
    this.rows = rows;
    this.lock = lock;
    this.seal = seal;
    this.provider = provider;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  /** Makes an active and a next key for every algorithm that has none. */
  void completeAtStart() {
    transaction.executeWithoutResult(status -> {
      lock.hold();
      List<SigningKeyRow> all = rows.all();
      boolean changed = false;
      for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
        for (SigningKeyState state : List.of(SigningKeyState.ACTIVE, SigningKeyState.NEXT)) {
          if (all.stream().noneMatch(r -> r.algorithm() == algorithm && r.state() == state)) {
            insert(algorithm, state);
            changed = true;
          }
        }
      }
      if (changed) {
        rows.bumpVersion();
      }
    });
  }

  /** Adds a fresh key, within the caller's transaction. */
  void insert(SigningAlgorithm algorithm, SigningKeyState state) {
    KeyPair pair = provider.generate(algorithm, random);
    String kid = Jwk.of(algorithm, pair.getPublic()).thumbprint();
    Instant now = clock.instant();
    rows.insert(
        new SigningKeyRow(
            kid,
            algorithm,
            state,
            pair.getPublic().getEncoded(),
            seal.seal(pair.getPrivate().getEncoded(), kid),
            now,
            state == SigningKeyState.ACTIVE ? now : null,
            null));
    audit.record(
        AuditEvent.of(AuditEventType.KEY_GENERATED, RequestOrigin.SERVER)
            .detail("algorithm", algorithm.name())
            .detail("kid", kid));
  }
}
