package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.keys.JsonWebKeys;
import cn.tongxing.idp.keys.sealing.PrivateKeySeal;
import cn.tongxing.idp.keys.store.SigningKeyRow;
import cn.tongxing.idp.keys.store.SigningKeyRows;
import cn.tongxing.idp.keys.store.SigningKeyState;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The key set this node works with, and its renewal from the database. */
final class CurrentKeys implements JsonWebKeys {

  private final SigningKeyRows rows;
  private final PrivateKeySeal seal;
  private final SignatureProvider provider;
  private final ReentrantLock loading = new ReentrantLock();
  private volatile KeySet keys;

  CurrentKeys(SigningKeyRows rows, PrivateKeySeal seal, SignatureProvider provider) {
    this.rows = rows;
    this.seal = seal;
    this.provider = provider;
    this.keys = load();
  }

  KeySet get() {
    return keys;
  }

  @Override
  public byte[] document() {
    return keys.document();
  }

  /** Loads again if another version is in the database. */
  void refresh() {
    loading.lock();
    try {
      if (rows.version() != keys.version()) {
        keys = load();
      }
    } finally {
      loading.unlock();
    }
  }

  private KeySet load() {
    // The version first: a change in between is then seen again, never missed.
    long version = rows.version();
    List<LoadedKey> loaded = rows.all().stream().map(this::load).toList();
    return new KeySet(version, loaded);
  }

  private LoadedKey load(SigningKeyRow row) {
    PublicKey publicKey = provider.publicKey(row.algorithm(), row.publicKey());
    Jwk jwk = Jwk.of(row.algorithm(), publicKey);
    if (!jwk.thumbprint().equals(row.kid())) {
      throw new IllegalStateException("public key of " + row.kid() + " was exchanged");
    }
    return new LoadedKey(
        jwk, row.state(), publicKey, privateKey(row, row.privateKey()), row.retiringUntil());
  }

  private @Nullable PrivateKey privateKey(SigningKeyRow row, byte @Nullable [] sealed) {
    return sealed == null || row.state() != SigningKeyState.ACTIVE
        ? null
        : provider.privateKey(row.algorithm(), seal.open(sealed, row.kid()));
  }
}
