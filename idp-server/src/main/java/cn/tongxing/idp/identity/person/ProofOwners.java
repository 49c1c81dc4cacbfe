package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.claim.ClaimRule;
import cn.tongxing.idp.identity.person.RecognitionPolicy.Binding;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.IdentityLocks;
import cn.tongxing.idp.identity.store.PersonRows.KnownPerson;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.UpstreamLinkRows;
import cn.tongxing.idp.identity.store.UpstreamLinkRows.Link;
import cn.tongxing.idp.kernel.PersonId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Whose a proof may be, and how it hangs together with one of them; of accounts in whatever state.
 */
@Component
class ProofOwners {

  private final IdentityLocks locks;
  private final DocumentRows documents;
  private final UpstreamLinkRows links;
  private final PhoneRows phones;

  ProofOwners(
      IdentityLocks locks, DocumentRows documents, UpstreamLinkRows links, PhoneRows phones) {
    this.locks = locks;
    this.documents = documents;
    this.links = links;
    this.phones = phones;
  }

  /**
   * Everybody whom a proof points to.
   *
   * @param links of the upstream's accounts, in their order
   * @param named by documents
   */
  record Owners(List<Link> links, Set<PersonId> named) {

    Optional<Link> link() {
      return links.stream().findFirst();
    }

    Set<PersonId> all() {
      Set<PersonId> all = new LinkedHashSet<>(named);
      links.forEach(each -> all.add(each.person()));
      return all;
    }
  }

  /** Two proofs of one person at once wait for each other, until the end of the transaction. */
  Owners held(Proof proof) {
    locks.take(indexes(proof));
    Set<PersonId> named = new LinkedHashSet<>();
    proof.facts().documents().forEach(each -> documents.owner(each).ifPresent(named::add));
    List<Link> linked =
        proof.subjects().stream()
            .flatMap(each -> links.find(proof.adapter(), each).stream())
            .toList();
    return new Owners(linked, named);
  }

  /** Whether one of the proof's subjects is linked to this person. */
  boolean isLinked(PersonId person, Proof proof) {
    return proof.subjects().stream()
        .flatMap(each -> links.find(proof.adapter(), each).stream())
        .anyMatch(link -> link.person().equals(person));
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

  /**
   * A proof beside an account.
   *
   * @param belongs what has no name belongs to the pseudonym that opened it, wherever that was
   *     confirmed
   * @param contradicted the proof names another number where a person has only one for life: then
   *     the upstream's account has changed hands, or two people share what ought to be one person's
   */
  record Beside(Binding binding, boolean belongs, boolean contradicted) {}

  /**
   * How a proof hangs together with a person.
   *
   * @param known the documents of the person
   * @param linked an upstream's account in it is linked to the person
   * @param named a document in it is the person's
   * @param phone the phone in it is the person's own
   */
  static Beside beside(
      KnownPerson person,
      List<IdentityDocument> known,
      Proof proof,
      boolean linked,
      boolean named,
      boolean phone) {
    boolean belongs = linked && known.isEmpty();
    boolean elsewhere = proof.isPolled() && !phone && !belongs;
    Binding binding = new Binding(linked, phone, elsewhere, named && sameName(person, proof));
    return new Beside(binding, belongs, contradicts(known, proof));
  }

  /** A known name that nobody could write is no difference; a missing one is none either. */
  static boolean sameName(KnownPerson person, Proof proof) {
    return proof
        .facts()
        .name()
        .flatMap(proven -> person.name().map(known -> ClaimRule.isSameName(known, proven)))
        .orElse(true);
  }

  private static boolean contradicts(List<IdentityDocument> known, Proof proof) {
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
}
