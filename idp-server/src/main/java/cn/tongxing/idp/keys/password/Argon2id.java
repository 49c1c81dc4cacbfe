package cn.tongxing.idp.keys.password;

/**
 * Argon2id, version 0x13 (RFC 9106): the function itself. Safe for concurrent use; its memory is
 * held only while it computes.
 */
sealed interface Argon2id permits PortableArgon2id, SodiumArgon2id {

  /**
   * The tag of a password.
   *
   * @param length of the tag in bytes, at least 4
   */
  byte[] compute(String password, Argon2idHash.Cost cost, byte[] salt, int length);

  /** Whose it is, for the operator's log. */
  String name();

  /** The fastest that this machine has. */
  static Argon2id fastest() {
    var portable = new PortableArgon2id();
    return SodiumArgon2id.load(portable).<Argon2id>map(it -> it).orElse(portable);
  }
}
