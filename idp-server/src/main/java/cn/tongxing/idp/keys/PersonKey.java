package cn.tongxing.idp.keys;

import cn.tongxing.idp.kernel.PersonId;
import java.util.Arrays;
import java.util.Objects;

/**
 * A data-encryption key of one person's own as their row keeps it: wrapped under a data key, and
 * bound to the person, so that in another's row it opens nothing. Whoever deletes it erases what it
 * sealed (cryptographic erasure, NIST SP 800-88r1 2.6).
 */
public final class PersonKey {

  /** Length of a wrapped key. A statement reads it in front of the value that it opens. */
  public static final int BYTES = 49;

  private final PersonId person;
  private final byte[] wrapped;

  public PersonKey(PersonId person, byte[] wrapped) {
    if (wrapped.length != BYTES) {
      throw new IllegalArgumentException("a wrapped key has " + BYTES + " bytes");
    }
    this.person = person;
    this.wrapped = wrapped.clone();
  }

  public PersonId person() {
    return person;
  }

  /** What the row keeps. */
  public byte[] wrapped() {
    return wrapped.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PersonKey key
        && person.equals(key.person)
        && Arrays.equals(wrapped, key.wrapped);
  }

  @Override
  public int hashCode() {
    return Objects.hash(person, Arrays.hashCode(wrapped));
  }

  /** Whose, and nothing of the key. */
  @Override
  public String toString() {
    return "PersonKey[" + person + "]";
  }
}
