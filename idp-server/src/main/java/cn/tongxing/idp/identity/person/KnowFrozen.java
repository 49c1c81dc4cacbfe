package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.FrozenAccounts;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.person.ProofOwners.Beside;
import cn.tongxing.idp.identity.person.ProofOwners.Owners;
import cn.tongxing.idp.identity.phone.PhoneFreshness;
import cn.tongxing.idp.identity.store.FrozenRows;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.KnownPerson;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.PhoneRows.BoundPhone;
import cn.tongxing.idp.kernel.PersonId;
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
  private final PhoneRows phones;
  private final PhoneFreshness freshness;

  KnowFrozen(
      FrozenRows frozen,
      ProofOwners found,
      PersonRows persons,
      PhoneRows phones,
      PhoneFreshness freshness) {
    this.frozen = frozen;
    this.found = found;
    this.persons = persons;
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
    Beside beside = found.beside(person, proof, linked, named, phone);
    return beside.contradicted()
        ? Optional.empty()
        : Optional.of(new Named(id, RecognitionPolicy.shown(proof, beside.binding())));
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
