package cn.tongxing.idp.notice;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a person can be told something; whoever keeps the addresses implements it. */
public interface Reachable {

  /**
   * Where and how a person is told.
   *
   * @param phones bound to the person now; none if unknown
   * @param language as {@link #language}
   */
  record Reach(List<PhoneNumber> phones, Optional<Locale> language) {
    public Reach {
      phones = List.copyOf(phones);
    }
  }

  /** Both in one reading, in the caller's transaction. */
  Reach of(PersonId person);

  /**
   * The language in which the person is told, in the caller's transaction: one that nobody who came
   * in just now has chosen. Empty if none is known.
   */
  Optional<Locale> language(PersonId person);
}
