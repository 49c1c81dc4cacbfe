package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.HolderRows;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.takeover.StopTakeOvers;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The carriers' word is kept beside the evidence too, for thirty days, and a take-over can wait on
 * it: withdrawn, it is in neither place. In the caller's transaction, which holds the person's row.
 */
@Component
class WithdrawCarriersWord {

  private static final String CARRIERS = "carrier";

  private final DocumentRows documents;
  private final PhoneRows phones;
  private final HolderRows holders;
  private final StopTakeOvers stops;

  WithdrawCarriersWord(
      DocumentRows documents, PhoneRows phones, HolderRows holders, StopTakeOvers stops) {
    this.documents = documents;
    this.phones = phones;
    this.holders = holders;
    this.stops = stops;
  }

  /** Whether a take-over waited on what is withdrawn; of another method or source nothing does. */
  boolean withdraw(PersonId person, Method method, Optional<String> source, RequestOrigin origin) {
    if (method != Method.CARRIER_THREE_ELEMENTS || !source.orElse(CARRIERS).equals(CARRIERS)) {
      return false;
    }
    Optional<PhoneNumber> waited = stops.withdrawn(person, origin);
    List<PhoneNumber> asked = new ArrayList<>(phones.of(person));
    waited.ifPresent(asked::add);
    documents
        .of(person)
        .forEach(document -> asked.forEach(phone -> holders.forget(document, phone)));
    return waited.isPresent();
  }
}
