package cn.tongxing.adapter.spi.document;

import java.util.Locale;
import java.util.Optional;

/**
 * A person's whole name, 1 to 100 code points, in the one writing that registers have of it,
 * whatever was typed: the dot of minority names is U+00B7, Chinese characters have no space between
 * them, and a private use code point of an old system is the standard character. Compared without
 * regard to the case of Latin letters.
 */
public final class PersonName {

  /** Most code points of a name. */
  public static final int MAX_LENGTH = 100;

  private final String canonical;
  private final String folded;

  private PersonName(String canonical, String folded) {
    this.canonical = canonical;
    this.folded = folded;
  }

  /**
   * Whether two writings are one name. Three answers, because a system that cannot write a rare
   * character says nothing about the person.
   */
  public enum Comparison {
    /** The folded forms are the same. */
    EQUAL,
    /** Both can be read, and they differ. */
    DIFFERENT,
    /** One holds a substitute or a private character that nobody else can read: not a mismatch. */
    CANNOT_COMPARE
  }

  /**
   * Reads what a person typed, a file holds or an upstream sent, into the one writing. Substitutes
   * such as a question mark are read (see {@link #isComparable()}).
   *
   * @return empty if it is blank, longer than {@value #MAX_LENGTH} code points, has no letter, or
   *     holds control characters, direction marks or other invisible characters
   */
  public static Optional<PersonName> parse(String typed) {
    if (typed.length() > 4 * MAX_LENGTH) {
      return Optional.empty();
    }
    String written = NameFolding.trim(typed);
    if (written.codePoints().anyMatch(NameFolding::isForbidden)) {
      return Optional.empty();
    }
    String canonical = NameFolding.canonical(written);
    if (canonical.codePointCount(0, canonical.length()) > MAX_LENGTH) {
      return Optional.empty();
    }
    String folded = NameFolding.fold(canonical);
    return folded.codePoints().anyMatch(NameFolding::isLetterOrSubstitute)
        ? Optional.of(new PersonName(canonical, folded))
        : Optional.empty();
  }

  /**
   * The form that all writings of one name share, for comparing and for keys of collections. No
   * register has it (a full stop between Latin letters is a dot here): nobody is asked with it, and
   * nobody is shown it.
   */
  public String folded() {
    return folded;
  }

  /**
   * The name as a register or a carrier is asked about it, hashed or not: its one writing, with
   * Latin letters in capitals as documents print them ({@code JOHN F. KENNEDY}).
   */
  public String asked() {
    return canonical.toUpperCase(Locale.ROOT);
  }

  /** The name in its one writing: what is stored, released and shown. */
  public String reveal() {
    return canonical;
  }

  /**
   * Whether every character says which character it is: no question mark or blank square in place
   * of one, and no private use code point without a standard meaning (GB 18030-2022).
   */
  public boolean isComparable() {
    return folded.codePoints().noneMatch(NameFolding::isSubstitute);
  }

  /**
   * Whether it says anything of the person: no character was lost in decoding (U+FFFD), and not all
   * of it are substitutes.
   */
  public boolean isLegible() {
    return folded.indexOf(0xFFFD) < 0
        && folded
            .codePoints()
            .anyMatch(point ->
                NameFolding.isLetterOrSubstitute(point) && !NameFolding.isSubstitute(point));
  }

  /** Compares with another writing; symmetric. */
  public Comparison compareWith(PersonName other) {
    if (!isComparable() || !other.isComparable()) {
      return Comparison.CANNOT_COMPARE;
    }
    return folded.equals(other.folded) ? Comparison.EQUAL : Comparison.DIFFERENT;
  }

  /**
   * For the person's own eyes: of two or three characters the last is shown (*三), as banks do; of
   * more the first and the last; a single one is hidden.
   */
  public String masked() {
    int length = Masking.length(canonical);
    return Masking.keepEnds(canonical, length > 3 ? 1 : 0, 1);
  }

  /** Equal when the folded forms are: a key for collections, not a proof of one name. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PersonName that && folded.equals(that.folded);
  }

  @Override
  public int hashCode() {
    return folded.hashCode();
  }

  /** Masked. */
  @Override
  public String toString() {
    return masked();
  }
}
