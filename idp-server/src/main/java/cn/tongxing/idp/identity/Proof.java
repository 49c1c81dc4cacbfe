package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one sign-in transaction proved about the person in front of the browser.
 *
 * @param adapter the adapter's id: whose subjects they are
 * @param way by which of its doors, as history and trail name it; of the front one, the adapter's
 *     id
 * @param subjects the upstream's keys of the person: none where it has none
 * @param factors shown to the upstream through this browser, none where the answer was polled; the
 *     host's own SMS code counts through {@code possessedPhone}
 * @param evidence at least one item, each with what it says of the person
 * @param possessedPhone a phone whose code was entered in this transaction
 * @param phoneJustNow whether that code was right so lately that it counts for a change
 * @param beside whom factors are bound to that were shown in the same sign-in before, or in the
 *     session that asked for it
 * @param place where it was shown; empty: in nobody's
 * @param held when it was shown, where it then waited for something else of the sign-in; empty: it
 *     is of now
 */
public record Proof(
    String adapter,
    String way,
    List<ExternalSubject> subjects,
    Set<Factor> factors,
    List<EvidenceItem> evidence,
    Optional<PhoneNumber> possessedPhone,
    boolean phoneJustNow,
    Optional<Beside> beside,
    Optional<KnownPlaces.Place> place,
    Optional<Instant> held) {
  public Proof {
    subjects = List.copyOf(subjects);
    evidence = List.copyOf(evidence);
    // what was shown to an app on some device was not shown here
    factors = isPolled(evidence) ? Set.of() : Set.copyOf(factors);
  }

  /**
   * What was shown of a person's account beside the proof.
   *
   * @param shown of the account itself: what opened an upstream's account is none but a linked way;
   *     what was shown too long ago to change anything is not among it
   */
  public record Beside(PersonId person, OwnShown shown) {}

  /** A proof with nothing beside it, of whose code nobody has said that it was right just now. */
  public Proof(
      String adapter,
      String way,
      List<ExternalSubject> subjects,
      Set<Factor> factors,
      List<EvidenceItem> evidence,
      Optional<PhoneNumber> possessedPhone) {
    this(
        adapter,
        way,
        subjects,
        factors,
        evidence,
        possessedPhone,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, with factors that were shown beside it. */
  public Proof beside(Optional<Beside> shown) {
    return with(phoneJustNow, shown, place, held);
  }

  /** The same, knowing whether the code to its phone was right just now. */
  public Proof phoneJustNow(boolean lately) {
    return with(lately, beside, place, held);
  }

  /** The same, shown in this browser. */
  public Proof in(KnownPlaces.Place where) {
    return with(phoneJustNow, beside, Optional.of(where), held);
  }

  /** The same, shown then. */
  public Proof shownAt(Optional<Instant> moment) {
    return with(phoneJustNow, beside, place, moment);
  }

  private Proof with(
      boolean lately,
      Optional<Beside> shown,
      Optional<KnownPlaces.Place> where,
      Optional<Instant> moment) {
    return new Proof(
        adapter, way, subjects, factors, evidence, possessedPhone, lately, shown, where, moment);
  }

  /** Whether it was shown so lately that it counts for a change, whatever was shown since. */
  public boolean isJustNow(Instant now) {
    return held.filter(at -> at.isBefore(now.minus(AccountRule.FRESH))).isEmpty();
  }

  /** What was shown of this person's account beside the proof. */
  public OwnShown shownBeside(PersonId person) {
    return beside
        .filter(each -> each.person().equals(person))
        .map(Beside::shown)
        .orElse(OwnShown.NOTHING);
  }

  /** Whether it came by the front channel, all of it. */
  public boolean isByFrontChannel() {
    return evidence.stream().allMatch(item -> item.channel() == AnswerChannel.FRONT_CHANNEL);
  }

  /** Whether a pseudonym was confirmed elsewhere, and nothing else is known. */
  public boolean isPolledAlone() {
    return isPolled() && facts().documents().isEmpty();
  }

  /**
   * Whether somebody confirmed it on a device that nobody here knows, perhaps made to scan a
   * stranger's code: its factors were not shown in this browser.
   */
  public boolean isPolled() {
    return isPolled(evidence);
  }

  private static boolean isPolled(List<EvidenceItem> evidence) {
    return evidence.stream().anyMatch(item -> item.channel() == AnswerChannel.POLLED);
  }

  /** What all the evidence says together. */
  public PersonFacts facts() {
    return PersonFacts.together(evidence.stream().map(EvidenceItem::facts).toList());
  }
}
