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

  /**
   * Whether a take-over waited on what is withdrawn, or an answer was forgotten: about any phone
   * that is or was the person's. Of another method or source neither is.
   */
  boolean withdraw(PersonId person, Method method, Optional<String> source, RequestOrigin origin) {
    if (method != Method.CARRIER_THREE_ELEMENTS || !source.orElse(CARRIERS).equals(CARRIERS)) {
      return false;
    }
    Optional<PhoneNumber> waited = stops.withdrawn(person, origin);
    List<PhoneNumber> asked = new ArrayList<>(phones.everOf(person));
    waited.ifPresent(asked::add);
    int forgotten =
        documents.of(person).stream().mapToInt(document -> holders.forget(document, asked)).sum();
    return waited.isPresent() || forgotten > 0;
  }
}
