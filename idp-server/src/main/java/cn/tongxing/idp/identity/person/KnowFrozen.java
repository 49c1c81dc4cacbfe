package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.FrozenAccounts;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.person.ProofOwners.Beside;
import cn.tongxing.idp.identity.person.ProofOwners.Owners;
import cn.tongxing.idp.identity.phone.PhoneFreshness;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.FreezeRows;
import cn.tongxing.idp.identity.store.FrozenRows;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.KnownPerson;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.PhoneRows.BoundPhone;
import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The rules of a sign-in, asked of accounts that no sign-in opens. */
@Service
class KnowFrozen implements FrozenAccounts {

  private final FrozenRows frozen;
  private final ProofOwners found;
  private final PersonRows persons;
  private final DocumentRows documents;
  private final PhoneRows phones;
  private final PhoneFreshness freshness;
  private final FreezeRows freezes;
  private final InstantSource clock;

  KnowFrozen(
      FrozenRows frozen,
      ProofOwners found,
      PersonRows persons,
      DocumentRows documents,
      PhoneRows phones,
      PhoneFreshness freshness,
      FreezeRows freezes,
      InstantSource clock) {
    this.frozen = frozen;
    this.found = found;
    this.persons = persons;
    this.documents = documents;
    this.phones = phones;
    this.freshness = freshness;
    this.freezes = freezes;
    this.clock = clock;
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
    Owners owners = found.held(proof);
    Set<PersonId> all = owners.all();
    return all.size() != 1
        ? Optional.empty()
        : persons
            .find(all.iterator().next())
            .filter(person -> frozen.isFrozen(person.id()))
            .flatMap(person -> shown(person, !owners.named().isEmpty(), proof));
  }

  /** As of a sign-in, but for what was not there before. */
  private Optional<Named> shown(KnownPerson person, boolean named, Proof proof) {
    PersonId id = person.id();
    boolean linked =
        proof.subjects().stream().anyMatch(each -> frozen.hasLink(id, proof.adapter(), each));
    boolean phone = proof.possessedPhone().filter(each -> isTheirOwn(id, each)).isPresent();
    Beside beside = ProofOwners.beside(person, documents.of(id), proof, linked, named, phone);
    return beside.contradicted()
        ? Optional.empty()
        : Optional.of(new Named(id, RecognitionPolicy.shown(proof, beside.binding())));
  }

  @Override
  public Optional<PersonId> byNewPhone(PhoneNumber phone) {
    return phones.bindings(phone).stream()
        .map(BoundPhone::person)
        .filter(frozen::isFrozen)
        .filter(person -> freshness.isTheirOwn(person, phone))
        .filter(person -> !frozen.hasPhone(person, phone))
        .findFirst();
  }

  @Override
  public Ways ways(PersonId person) {
    return ways(
        frozen.kinds(person),
        phones.of(person).stream().anyMatch(each -> isTheirOwn(person, each)),
        frozen.linkedBy(person));
  }

  @Override
  public Ways waysIfFrozen(PersonId person) {
    Instant settled = freezes.settledAt(person, clock.instant());
    return ways(
        frozen.kindsIfFrozen(person, settled),
        phones.of(person).stream().anyMatch(each -> freshness.isTheirOwn(person, each)),
        Set.of());
  }

  /** A phone that is stale, or others' too, is neither: no code to it is one of the person's. */
  private static Ways ways(Map<Own, Boolean> kinds, boolean ownPhone, Set<String> linkedBy) {
    Set<Own> before = EnumSet.noneOf(Own.class);
    Set<Own> tooNew = EnumSet.noneOf(Own.class);
    kinds.forEach((kind, counts) -> (counts ? before : tooNew).add(kind));
    if (!ownPhone) {
      before.remove(Own.PHONE);
    }
    return new Ways(before, tooNew, linkedBy);
  }
}
