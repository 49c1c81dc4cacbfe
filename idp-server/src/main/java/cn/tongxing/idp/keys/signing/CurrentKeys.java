package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.keys.JsonWebKeys;
import cn.tongxing.idp.keys.sealing.PrivateKeySeal;
import cn.tongxing.idp.keys.store.SigningKeyRow;
import cn.tongxing.idp.keys.store.SigningKeyRows;
import cn.tongxing.idp.keys.store.SigningKeyState;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The key set this node works with, and its renewal from the database. */
final class CurrentKeys implements JsonWebKeys {

  private final SigningKeyRows rows;
  private final PrivateKeySeal seal;
  private final SignatureSchemes schemes;
  private final ReentrantLock loading = new ReentrantLock();
  private volatile KeySet keys;

  CurrentKeys(SigningKeyRows rows, PrivateKeySeal seal, SignatureSchemes schemes) {
    this.rows = rows;
    this.seal = seal;
    this.schemes = schemes;
    this.keys = load();
  }

  KeySet get() {
    return keys;
  }

  @Override
  public byte[] document() {
    return keys.document();
  }

  @Override
  public byte[] wholeDocument() {
    return keys.wholeDocument();
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
    SigningKeyRows.Kept kept = rows.kept();
    List<LoadedKey> loaded = kept.keys().stream().map(this::load).toList();
    return new KeySet(version, loaded, kept.ofLaterVersion());
  }

  private LoadedKey load(SigningKeyRow row) {
    SignatureScheme scheme = schemes.of(row.algorithm());
    Jwk jwk = new Jwk(row.algorithm(), scheme.members(row.publicKey()));
    if (!jwk.thumbprint().equals(row.kid())) {
      throw new IllegalStateException("public key of " + row.kid() + " was exchanged");
    }
    return new LoadedKey(
        jwk,
        row.state(),
        scheme.verifier(row.publicKey()),
        signer(scheme, row, row.privateKey()),
        row.retiringUntil());
  }

  private SignatureScheme.@Nullable Signer signer(
      SignatureScheme scheme, SigningKeyRow row, byte @Nullable [] sealed) {
    return sealed == null || row.state() != SigningKeyState.ACTIVE
        ? null
        : scheme.signer(seal.open(sealed, row.kid()));
  }
}
