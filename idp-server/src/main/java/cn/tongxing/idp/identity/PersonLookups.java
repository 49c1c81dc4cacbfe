package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.List;
import java.util.Optional;

/**
 * Finds whom a caller or a visitor means, for an operator who has a case. Every look-up is in the
 * trail before its answer is seen, with who looked and why: of each person who was found, or once
 * if nobody was.
 */
public interface PersonLookups {

  /** Who has a document of this number in any writing, whatever its type and their standing. */
  List<FoundPerson> byDocument(String number, Asking asking, RequestOrigin origin);

  /** To whom the phone is bound now, fresh or not, who have not closed their account. */
  List<FoundPerson> byPhone(PhoneNumber phone, Asking asking, RequestOrigin origin);

  /** The one of that id, also one that became part of another; empty for nobody. */
  List<FoundPerson> byId(PersonId person, Asking asking, RequestOrigin origin);

  /**
   * Ids alone of whoever has a document of this number, whatever its type and their standing: for a
   * decision about one of them.
   */
  List<PersonId> holders(String number, Asking asking, RequestOrigin origin);

  /**
   * Who asks, and why.
   *
   * @param operator as the operator's own records name them
   * @param number of the case in those records; empty where the reason names it
   */
  record Asking(
      Standings.Reason operator, Standings.Reason reason, Optional<Standings.Reason> number) {

    /** Of a case. */
    public static Asking of(Standings.Reason operator, Freezes.Case why) {
      return new Asking(operator, why.reason(), Optional.of(why.number()));
    }
  }
}
