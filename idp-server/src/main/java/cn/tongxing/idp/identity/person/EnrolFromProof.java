package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.claim.ClaimRule;
import cn.tongxing.idp.identity.person.RecognitionPolicy.Binding;
import cn.tongxing.idp.identity.phone.PhoneFreshness;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.IdentityLocks;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.KnownPerson;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.UpstreamLinkRows;
import cn.tongxing.idp.identity.takeover.ClaimAccounts;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds the person by upstream link, else by identity document; decides whether the proof is
 * theirs. What can be looked up and computed is, before anything is decided, so that the time says
 * little about whether the person exists.
 */
@Service
class EnrolFromProof implements Enrolments {

  private final IdentityLocks locks;
  private final PersonRows persons;
  private final DocumentRows documents;
  private final UpstreamLinkRows links;
  private final PhoneRows phones;
  private final PhoneFreshness freshness;
  private final SharedPhones shared;
  private final ProofRecords records;
  private final ClaimAccounts claims;
  private final Openings openings;

  EnrolFromProof(
      IdentityLocks locks,
      PersonRows persons,
      DocumentRows documents,
      UpstreamLinkRows links,
      PhoneRows phones,
      PhoneFreshness freshness,
      SharedPhones shared,
      ProofRecords records,
      ClaimAccounts claims,
      Openings openings) {
    this.locks = locks;
    this.persons = persons;
    this.documents = documents;
    this.links = links;
    this.phones = phones;
    this.freshness = freshness;
    this.shared = shared;
    this.records = records;
    this.claims = claims;
    this.openings = openings;
  }

  @Override
  @Transactional
  public Enrolment enrol(Proof proof, SignInId signIn, RequestOrigin origin) {
    if (proof.evidence().isEmpty()) {
      throw new IllegalArgumentException("a proof without evidence");
    }
    if (proof.subjects().isEmpty() && proof.facts().documents().isEmpty()) {
      throw new IllegalArgumentException("a proof of nobody: neither subject nor document");
    }
    locks.take(indexes(proof));
    Set<PersonId> linkedTo = new LinkedHashSet<>();
    proof.subjects().forEach(each -> links.owner(proof.adapter(), each).ifPresent(linkedTo::add));
    Optional<PersonId> linked = linkedTo.stream().findFirst();
    Set<PersonId> owners = new LinkedHashSet<>();
    proof.facts().documents().forEach(each -> documents.owner(each).ifPresent(owners::add));
    ProofRecords.Draft draft = records.draft(proof, signIn, origin);
    Optional<PersonId> known = linked.or(() -> owners.stream().findFirst());
    boolean named = known.filter(owners::contains).isPresent();
    owners.addAll(linkedTo);
    Owner owner = new Owner(linked.isPresent(), named, owners.size() == 1);
    return known
        .map(person -> existing(person, owner, proof, draft))
        .orElseGet(() ->
            openings.isTaken(proof)
                ? new Enrolment.TooMany()
                : new Enrolment.Created(records.create(draft)));
  }

  /**
   * How the person of a proof was found.
   *
   * @param linked by the upstream's account
   * @param named by a document
   * @param alone nobody else was found
   */
  private record Owner(boolean linked, boolean named, boolean alone) {}

  private Enrolment existing(PersonId id, Owner owner, Proof proof, ProofRecords.Draft draft) {
    KnownPerson person =
        persons.find(id).orElseThrow(() -> new IllegalStateException("no person " + id));
    boolean phone =
        proof.possessedPhone().filter(each -> freshness.isTheirOwn(id, each)).isPresent();
    boolean elsewhere = proof.isPolled() && !phone;
    boolean named = owner.named() && sameName(person, proof);
    Binding binding = new Binding(owner.linked(), phone, elsewhere, named);
    boolean recognised = RecognitionPolicy.recognises(proof, binding);
    boolean contradicted = contradicts(id, proof);
    boolean chosen = (named || owner.linked()) && shared.isChosen(id, proof);
    if (!person.active()) {
      return new Enrolment.Disabled(id);
    }
    if (contradicted || !owner.alone()) {
      return new Enrolment.NotTheirs(id);
    }
    Shown shown = RecognitionPolicy.shown(proof, binding);
    Optional<Enrolment> taken = named ? taken(id, draft, shown) : Optional.empty();
    if (taken.isPresent()) {
      return taken.get();
    }
    if (!recognised && chosen) {
      return new Enrolment.Chosen(id);
    }
    if (!recognised) {
      return named && isUnbound(id, proof)
          ? new Enrolment.Unbound(id)
          : new Enrolment.NotTheirs(id);
    }
    records.append(id, draft, shown);
    return new Enrolment.Recognised(id);
  }

  /** Row t: somebody else opened the account by name and number, and this is the holder of them. */
  private Optional<Enrolment> taken(PersonId id, ProofRecords.Draft draft, Shown shown) {
    return switch (claims.when(id, draft.proof(), shown)) {
      case AT_ONCE -> {
        claims.now(id, draft.proof(), draft.at(), draft.signIn(), draft.browser());
        records.append(id, draft, shown);
        yield Optional.of(new Enrolment.Recognised(id));
      }
      case AFTER_HOLD ->
          claims
              .begin(id, draft.proof(), draft.signIn(), draft.browser())
              .map(due -> new Enrolment.TakesOver(id, due));
      case AT_COUNTER, NEVER -> Optional.empty();
    };
  }

  /**
   * Whether a phone was proven, by whoever gave name and number here, that is not the person's: who
   * was made to confirm them on another device tells this browser nothing.
   */
  private boolean isUnbound(PersonId id, Proof proof) {
    return proof
        .possessedPhone()
        .filter(_ -> !proof.isPolled())
        .filter(phone -> phones.bindings(phone).stream().noneMatch(b -> b.person().equals(id)))
        .isPresent();
  }

  /** A known name that nobody could write is no difference; a missing one is none either. */
  private static boolean sameName(KnownPerson person, Proof proof) {
    return proof
        .facts()
        .name()
        .flatMap(proven -> person.name().map(known -> ClaimRule.isSameName(known, proven)))
        .orElse(true);
  }

  /**
   * Whether the proof names another number where a person has only one for life: then the
   * upstream's account has changed hands, or two people share what ought to be one person's.
   */
  private boolean contradicts(PersonId id, Proof proof) {
    List<IdentityDocument> known = documents.of(id);
    return proof.facts().documents().stream()
        .filter(each -> isForLife(each))
        .anyMatch(each ->
            known.stream()
                .filter(other -> other.type() == each.type())
                .filter(other -> other.jurisdiction().equals(each.jurisdiction()))
                .anyMatch(other -> !other.number().equals(each.number())));
  }

  private static boolean isForLife(IdentityDocument document) {
    return switch (document.type()) {
      case RESIDENT_ID, HONG_KONG_ID, MACAU_ID, TAIWAN_ID -> true;
      case FOREIGN_PERMANENT_RESIDENT,
          MAINLAND_TRAVEL_PERMIT_HKMO,
          MAINLAND_TRAVEL_PERMIT_TW,
          RESIDENCE_PERMIT_HKMOTW,
          PASSPORT ->
          false;
    };
  }

  private List<byte[]> indexes(Proof proof) {
    List<byte[]> indexes = new ArrayList<>();
    proof.facts().documents().stream()
        .map(IdentityDocument::number)
        .map(documents::index)
        .forEach(indexes::add);
    proof.subjects().stream().map(links::index).forEach(indexes::add);
    proof.possessedPhone().map(phones::index).ifPresent(indexes::add);
    return indexes;
  }
}
