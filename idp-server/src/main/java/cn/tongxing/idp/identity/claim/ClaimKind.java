package cn.tongxing.idp.identity.claim;

import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PersonName.Comparison;

/** What is claimed of a person. Documents and phones are keys too, and have tables of their own. */
public enum ClaimKind {
  /** As the source writes it. */
  NAME,
  /** ISO 8601. */
  BIRTH_DATE;

  /** Whether the text says what it stands for: a masked or unwritable name does not. */
  boolean isComparable(String text) {
    return this != NAME || PersonName.parse(text).filter(PersonName::isComparable).isPresent();
  }

  /** Whether two texts say the same of a person. */
  Comparison compare(String one, String other) {
    if (this != NAME) {
      return one.equals(other) ? Comparison.EQUAL : Comparison.DIFFERENT;
    }
    return PersonName.parse(one)
        .flatMap(name -> PersonName.parse(other).map(name::compareWith))
        .orElse(Comparison.CANNOT_COMPARE);
  }
}
