package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one sign-in transaction proved about the person in front of the browser.
 *
 * @param adapter the adapter's id
 * @param subjects the upstream's keys of the person: none where it has none
 * @param factors shown to the upstream; the host's own SMS code counts through {@code
 *     possessedPhone}
 * @param evidence at least one item, each with what it says of the person
 * @param possessedPhone a phone whose code was entered in this transaction
 */
public record Proof(
    String adapter,
    List<ExternalSubject> subjects,
    Set<Factor> factors,
    List<EvidenceItem> evidence,
    Optional<PhoneNumber> possessedPhone) {
  public Proof {
    subjects = List.copyOf(subjects);
    factors = Set.copyOf(factors);
    evidence = List.copyOf(evidence);
  }

  /** What all the evidence says together. */
  public PersonFacts facts() {
    return PersonFacts.together(evidence.stream().map(EvidenceItem::facts).toList());
  }
}
