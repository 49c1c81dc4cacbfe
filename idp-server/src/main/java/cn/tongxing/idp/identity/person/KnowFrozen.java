package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.FrozenAccounts;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.person.RecognitionPolicy.Binding;
import cn.tongxing.idp.identity.phone.PhoneFreshness;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.FrozenRows;
import cn.tongxing.idp.identity.store.IdentityLocks;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.KnownPerson;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.PhoneRows.BoundPhone;
import cn.tongxing.idp.identity.store.UpstreamLinkRows;
import cn.tongxing.idp.kernel.PersonId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The rules of a sign-in, asked of accounts that no sign-in opens. */
@Service
class KnowFrozen implements FrozenAccounts {

  private final FrozenRows frozen;
  private final IdentityLocks locks;
  private final PersonRows persons;
  private final DocumentRows documents;
  private final UpstreamLinkRows links;
  private final PhoneRows phones;
  private final PhoneFreshness freshness;

  KnowFrozen(
      FrozenRows frozen,
      IdentityLocks locks,
      PersonRows persons,
      DocumentRows documents,
      UpstreamLinkRows links,
      PhoneRows phones,
      PhoneFreshness freshness) {
    this.frozen = frozen;
    this.locks = locks;
    this.persons = persons;
    this.documents = documents;
    this.links = links;
    this.phones = phones;
    this.freshness = freshness;
  }

  @Override
  public Optional<PersonId> byPhone(PhoneNumber phone) {
    return phones.bindings(phone).stream()
        .map(BoundPhone::person)
        .filter(person -> isTheirOwn(person, phone))
        .findFirst();
  }

  private boolean isTheirOwn(PersonId person, PhoneNumber phone) {
    return freshness.isTheirOwn(person, phone) && frozen.hasPhone(person, phone);
  }

  @Override
  @Transactional
  public Optional<Named> named(Proof proof) {
    locks.take(EnrolFromProof.indexes(proof, documents, links, phones));
    Set<PersonId> named = new LinkedHashSet<>();
    proof.facts().documents().forEach(each -> documents.owner(each).ifPresent(named::add));
    Set<PersonId> all = new LinkedHashSet<>(named);
    proof.subjects().forEach(each -> links.owner(proof.adapter(), each).ifPresent(all::add));
    if (all.size() != 1) {
      return Optional.empty();
    }
    return persons
        .find(all.iterator().next())
        .filter(person -> frozen.isFrozen(person.id()))
        .filter(person -> !EnrolFromProof.contradicts(documents.of(person.id()), proof))
        .map(person -> shown(person, !named.isEmpty(), proof));
  }

  private Named shown(KnownPerson person, boolean named, Proof proof) {
    PersonId id = person.id();
    boolean linked =
        proof.subjects().stream().anyMatch(each -> frozen.hasLink(id, proof.adapter(), each));
    boolean phone = proof.possessedPhone().filter(each -> isTheirOwn(id, each)).isPresent();
    Binding binding =
        new Binding(
            linked,
            phone,
            proof.isPolled() && !phone,
            named && EnrolFromProof.sameName(person, proof));
    return new Named(id, RecognitionPolicy.shown(proof, binding));
  }

  @Override
  public Set<Own> has(PersonId person) {
    Set<Own> own = frozen.credentials(person);
    if (phones.of(person).stream().anyMatch(each -> isTheirOwn(person, each))) {
      own.add(Own.PHONE);
    }
    return own;
  }
}
