package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.HolderRows;
import cn.tongxing.idp.identity.takeover.StopTakeOvers;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
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
  private final HolderRows holders;
  private final StopTakeOvers stops;

  WithdrawCarriersWord(DocumentRows documents, HolderRows holders, StopTakeOvers stops) {
    this.documents = documents;
    this.holders = holders;
    this.stops = stops;
  }

  /**
   * Whether a take-over waited on what is withdrawn, or an answer was forgotten: about any phone,
   * the person's or not. Of another method or source neither is.
   */
  boolean withdraw(PersonId person, Method method, Optional<String> source, RequestOrigin origin) {
    if (method != Method.CARRIER_THREE_ELEMENTS || !source.orElse(CARRIERS).equals(CARRIERS)) {
      return false;
    }
    boolean waited = stops.withdrawn(person, origin);
    int forgotten = documents.of(person).stream().mapToInt(holders::forget).sum();
    return waited || forgotten > 0;
  }
}
