package cn.tongxing.idp.keys.password;

import java.util.Optional;
import java.util.stream.Stream;

/** A stored password hash, parsed and within bounds that cannot stall the server. */
sealed interface StoredHash permits Argon2idHash, BcryptHash, Pbkdf2Hash {

  /** Computes the hash of a password and compares in constant time. */
  boolean matches(String password);

  /** Reads any known form; empty if it is none of them or out of bounds. */
  static Optional<? extends StoredHash> parse(String encoded) {
    return Stream.of(
            Argon2idHash.parse(encoded), BcryptHash.parse(encoded), Pbkdf2Hash.parse(encoded))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
