package cn.tongxing.idp.identity.claim;

import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PersonName.Comparison;

/**
 * What is claimed of a person. Documents and phones are keys too, and have tables of their own; a
 * phone that an upstream says is kept nowhere (ADR 0017).
 */
public enum ClaimKind {
  /** As the source writes it. */
  NAME,
  /** In Latin letters, as the machine-readable zone of a travel document has it. */
  LATIN_NAME,
  /** ISO 8601. */
  BIRTH_DATE;

  /** Whether the text says what it stands for: a masked, unwritable or cut name does not. */
  boolean isComparable(String text) {
    return switch (this) {
      case NAME -> PersonName.parse(text).filter(PersonName::isComparable).isPresent();
      case LATIN_NAME -> !LatinName.mayBeCut(text);
      case BIRTH_DATE -> true;
    };
  }

  /** Whether two texts say the same of a person. */
  Comparison compare(String one, String other) {
    return switch (this) {
      case NAME ->
          PersonName.parse(one)
              .flatMap(name -> PersonName.parse(other).map(name::compareWith))
              .orElse(Comparison.CANNOT_COMPARE);
      case LATIN_NAME -> LatinName.compare(one, other);
      case BIRTH_DATE -> one.equals(other) ? Comparison.EQUAL : Comparison.DIFFERENT;
    };
  }
}
