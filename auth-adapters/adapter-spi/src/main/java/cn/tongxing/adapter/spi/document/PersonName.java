package cn.tongxing.adapter.spi.document;

import java.util.Optional;

/**
 * A person's whole name, 1 to 100 code points, kept as written; compared in a folded form (private
 * use code points of old systems, dots of minority names, spaces between Chinese characters).
 */
public final class PersonName {

  private final String written;

  private PersonName(String written) {
    this.written = written;
  }

  /** Reads what a person typed; empty if it is blank, too long or holds control characters. */
  public static Optional<PersonName> parse(String typed) {
    throw new IllegalStateException("being written: " + typed.length());
  }

  /** The form that two writings of one name share. Never shown. */
  public String folded() {
    return written;
  }

  /** The name as written. */
  public String reveal() {
    return written;
  }

  /** For the person's own eyes: the first character hidden for short names (*三), as banks do. */
  public String masked() {
    return Masking.keepEnds(written, 0, 1);
  }

  /** Equal when the folded forms are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PersonName that && folded().equals(that.folded());
  }

  @Override
  public int hashCode() {
    return folded().hashCode();
  }

  /** Masked. */
  @Override
  public String toString() {
    return masked();
  }
}
