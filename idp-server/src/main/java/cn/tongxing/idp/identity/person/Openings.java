package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.store.PhoneRows;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How many accounts one phone opens by name and number: a family's, and not a stranger's list. */
@Component
class Openings {

  private static final int MOST = 3;
  private static final Duration WINDOW = Duration.ofDays(30);
  private static final Set<Method> BY_NAME_AND_NUMBER =
      Set.of(Method.NAME_NUMBER_MATCH, Method.TRAVEL_DOCUMENT_MATCH, Method.PHONE_POSSESSION);

  private final PhoneRows phones;
  private final InstantSource clock;

  Openings(PhoneRows phones, InstantSource clock) {
    this.phones = phones;
    this.clock = clock;
  }

  /**
   * Whether the phone has opened as many as it may. In a transaction that holds the lock on its
   * index; bindings that have ended since count, accounts that were proven better do not.
   */
  boolean isTaken(Proof proof) {
    boolean byNameAndNumber =
        !proof.facts().documents().isEmpty()
            && proof.evidence().stream()
                .allMatch(each ->
                    each.channel() == AnswerChannel.POLLED
                        || BY_NAME_AND_NUMBER.contains(each.method()));
    return byNameAndNumber
        && proof
            .possessedPhone()
            .filter(phone -> phones.opened(phone, clock.instant().minus(WINDOW)) >= MOST)
            .isPresent();
  }
}
