package cn.tongxing.idp.keys.sealing;

/** The key-encryption key is missing, malformed, open to others, or not this database's. */
public final class KeyEncryptionKeyUnusable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String action;

  KeyEncryptionKeyUnusable(String description, String action) {
    super(description);
    this.action = action;
  }

  /** What the operator can do about it. */
  String action() {
    return action;
  }
}
