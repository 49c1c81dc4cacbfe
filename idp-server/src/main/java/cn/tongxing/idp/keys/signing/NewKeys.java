package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.keys.OfferedAlgorithms;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.keys.sealing.PrivateKeySeal;
import cn.tongxing.idp.keys.store.KeyLock;
import cn.tongxing.idp.keys.store.SigningKeyRow;
import cn.tongxing.idp.keys.store.SigningKeyRows;
import cn.tongxing.idp.keys.store.SigningKeyState;
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
  private final SignatureSchemes schemes;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random;
  private final OfferedAlgorithms offered;

  NewKeys(
      SigningKeyRows rows,
      KeyLock lock,
      PrivateKeySeal seal,
      SignatureSchemes schemes,
      TransactionTemplate transaction,
      Audit audit,
      InstantSource clock,
      SecureRandom random,
      OfferedAlgorithms offered) {
    this.rows = rows;
    this.lock = lock;
    this.seal = seal;
    this.schemes = schemes;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
    this.offered = offered;
  }

  /** Makes an active and a next key for every offered algorithm that has none. */
  void completeAtStart() {
    transaction.executeWithoutResult(status -> {
      lock.hold();
      List<SigningKeyRow> all = rows.all();
      boolean changed = false;
      for (SigningAlgorithm algorithm : offered.all()) {
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
    SignatureScheme scheme = schemes.of(algorithm);
    SignatureScheme.Pair pair = scheme.generate(random);
    String kid = new Jwk(algorithm, scheme.members(pair.publicKey())).thumbprint();
    Instant now = clock.instant();
    rows.insert(
        new SigningKeyRow(
            kid,
            algorithm,
            state,
            pair.publicKey(),
            seal.seal(pair.privateKey(), kid),
            now,
            state == SigningKeyState.ACTIVE ? now : null,
            null));
    audit.record(
        AuditEvent.of(AuditEventType.KEY_GENERATED, RequestOrigin.SERVER)
            .detail("algorithm", algorithm.jose())
            .detail("kid", kid));
  }
}
