package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.idp.identity.Merges;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.identity.person.ProofOwners.Owners;
import cn.tongxing.idp.identity.phone.PhoneFreshness;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.KnownPerson;
import cn.tongxing.idp.identity.store.UpstreamLinkRows.Link;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The upstream has confirmed name and number of one account to the pseudonym of another that has
 * none, and a factor of the first was shown here just now: they become one (account rules 1 and 4).
 */
@Component
class JoinByProof {

  /** Whose two eyes each: the person's, and the upstream's that confirmed it. */
  private static final Merges.Approval BY_PERSON =
      new Merges.Approval(new Standings.Reason("joined-by-person"), "person", "upstream");

  private final PersonRows persons;
  private final DocumentRows documents;
  private final PhoneFreshness freshness;
  private final ProofRecords records;
  private final EarlierWays earlier;
  private final Merges merges;

  JoinByProof(
      PersonRows persons,
      DocumentRows documents,
      PhoneFreshness freshness,
      ProofRecords records,
      EarlierWays earlier,
      Merges merges) {
    this.persons = persons;
    this.documents = documents;
    this.freshness = freshness;
    this.records = records;
    this.earlier = earlier;
    this.merges = merges;
  }

  /** What a proof does with two accounts. */
  enum Outcome {
    /** They are no two that become one. */
    NOTHING,
    /** They would, had the proof not been held: by now somebody else may be at the page. */
    TOO_LATE,
    /** They are one, the named one. */
    JOINED
  }

  /**
   * What signed in to the nameless one and was not shown now ends before: whoever opened it by a
   * pseudonym that somebody was made to confirm brings nothing into the account of that person.
   */
  Outcome join(Owners owners, ProofRecords.Draft draft, RequestOrigin origin) {
    Proof proof = draft.proof();
    Optional<PersonId> linked = owners.link().map(Link::person);
    if (linked.filter(each -> !owners.named().contains(each)).isEmpty()
        || owners.named().size() != 1) {
      return Outcome.NOTHING;
    }
    PersonId nameless = linked.get();
    PersonId named = owners.named().iterator().next();
    if (!may(named, nameless, proof)) {
      return Outcome.NOTHING;
    }
    if (!proof.isJustNow(draft.at())) {
      return Outcome.TOO_LATE;
    }
    // an account comes into one whose owner ended its link; the link does not
    List<ExternalSubject> kept = records.isLinkEnded(named, proof) ? List.of() : proof.subjects();
    earlier.end(nameless, draft, kept, "joined");
    Merges.Outcome outcome = merges.join(named, nameless, BY_PERSON, origin);
    if (outcome != Merges.Outcome.DONE) { // nothing of what was ended for it stays so
      throw new IllegalStateException("an account that would not be joined after all: " + outcome);
    }
    return Outcome.JOINED;
  }

  /** Whatever time has passed. */
  private boolean may(PersonId named, PersonId nameless, Proof proof) {
    List<KnownPerson> both = persons.find(List.of(nameless, named));
    Optional<KnownPerson> person =
        both.stream().filter(each -> each.id().equals(named)).findFirst();
    boolean factor = !proof.shownBeside(named).own().isEmpty() || isOwnPhoneJustNow(named, proof);
    return factor
        && documents.of(nameless).isEmpty()
        && !records.isHeld(named)
        && person.filter(each -> ProofOwners.sameName(each, proof)).isPresent()
        && merges.joins(named, nameless);
  }

  /** Whether the phone of a proof is a factor of the person that counts for a change. */
  boolean isOwnPhoneJustNow(PersonId person, Proof proof) {
    return proof.phoneJustNow()
        && proof.possessedPhone().filter(each -> freshness.isTheirOwn(person, each)).isPresent();
  }
}
