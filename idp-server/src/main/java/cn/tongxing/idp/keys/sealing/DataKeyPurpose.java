package cn.tongxing.idp.keys.sealing;

import cn.tongxing.idp.kernel.StoredForm;

/** What a data key is for. Each purpose has keys of its own. */
enum DataKeyPurpose {
  PERSONAL_DATA("personal-data", Sm4Gcm.KEY_BYTES),
  SIGNING_KEYS("signing-keys", Sm4Gcm.KEY_BYTES),
  BLIND_INDEX("blind-index", 32),
  SESSION_COOKIES("session-cookies", 32),
  REFRESH_TOKENS("refresh-tokens", 32),
  CLIENT_SECRETS("client-secrets", 32),
  KEYED_HASH("keyed-hash", 32),
  AUDIT_CHAIN("audit-chain", 32);

  private final String stored;
  private final int bytes;

  DataKeyPurpose(String stored, int bytes) {
    this.stored = stored;
    this.bytes = bytes;
  }

  static DataKeyPurpose ofStored(String stored) {
    return StoredForm.constant(DataKeyPurpose.class, DataKeyPurpose::stored, stored);
  }

  String stored() {
    return stored;
  }

  /** Length of a key. */
  int bytes() {
    return bytes;
  }
}
