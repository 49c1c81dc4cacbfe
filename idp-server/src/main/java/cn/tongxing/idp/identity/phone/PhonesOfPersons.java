package cn.tongxing.idp.identity.phone;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PhoneCredentials;
import cn.tongxing.idp.identity.PhoneOwner;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.PhoneRows.BoundPhone;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.keys.KeyedHash;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

@Service
class PhonesOfPersons implements PhoneCredentials {

  private static final String TAIL = "document-tail";

  private final PhoneRows phones;
  private final DocumentRows documents;
  private final PhoneFreshness freshness;
  private final RecheckPhones recheck;
  private final KeyedHash hashes;
  private final InstantSource clock;

  PhonesOfPersons(
      PhoneRows phones,
      DocumentRows documents,
      PhoneFreshness freshness,
      RecheckPhones recheck,
      KeyedHash hashes,
      InstantSource clock) {
    this.phones = phones;
    this.documents = documents;
    this.freshness = freshness;
    this.recheck = recheck;
    this.hashes = hashes;
    this.clock = clock;
  }

  /** A person who is shut out still shares the phone: the code alone is nobody's then. */
  @Override
  public PhoneOwner owner(PhoneNumber phone, RequestOrigin origin) {
    List<BoundPhone> bound = PhoneFreshness.speaking(recheck.askedAbout(phone, origin));
    if (bound.stream().noneMatch(BoundPhone::active)) {
      return bound.isEmpty() ? new PhoneOwner.Nobody() : new PhoneOwner.ShutOut();
    }
    return freshness.isOfOne(bound, phone)
        ? new PhoneOwner.TheirOwn(bound.getFirst().person())
        : new PhoneOwner.Choose();
  }

  @Override
  public Optional<PersonId> choose(PhoneNumber phone, String lastSix) {
    List<String> typed = DocumentTail.typed(lastSix);
    List<PersonId> chosen =
        phones.bindings(phone).stream()
            .filter(BoundPhone::active)
            .map(BoundPhone::person)
            .filter(person -> endsSo(person, typed))
            .toList();
    return chosen.size() == 1 ? Optional.of(chosen.getFirst()) : Optional.empty();
  }

  /** Every document is compared, so that the time says nothing about which one fits. */
  private boolean endsSo(PersonId person, List<String> typed) {
    return documents.of(person).stream()
            .flatMap(document -> DocumentTail.of(document).stream())
            .map(tail -> hashes.of(TAIL, tail))
            .flatMap(tail -> typed.stream().filter(each -> hashes.matches(tail, TAIL, each)))
            .count()
        > 0;
  }

  @Override
  public void recheck(PhoneNumber phone, RequestOrigin origin) {
    recheck.askedAbout(phone, origin);
  }

  @Override
  public void signedIn(PersonId person, PhoneNumber phone) {
    phones.usedAgain(person, phone, freshness.since(phone), clock.instant());
  }

  @Override
  public void shownBesideOwn(PersonId person, PhoneNumber phone) {
    if (freshness.isOnlyTheirs(person, phone)) {
      phones.used(person, phone, clock.instant());
    }
  }

  @Override
  public void chosen(PersonId person, PhoneNumber phone) {
    if (freshness.isOnlyTheirs(person, phone)) {
      phones.usedFirst(person, phone, freshness.since(phone), clock.instant());
    }
  }

  @Override
  public boolean isTheirOwn(PersonId person, PhoneNumber phone) {
    return freshness.isTheirOwn(person, phone);
  }

  @Override
  public Optional<Integer> ways(PersonId person, PhoneNumber phone) {
    return phones.ways(person, phone);
  }

  @Override
  public boolean isBound(PersonId person, PhoneNumber phone) {
    return phones.isBound(person, phone);
  }

  @Override
  public boolean isFresh(PersonId person, PhoneNumber phone) {
    return freshness.isFresh(person, phone);
  }

  @Override
  public Optional<PersonId> holder(PhoneNumber phone) {
    List<BoundPhone> bound = PhoneFreshness.speaking(phones.bindings(phone));
    return bound.size() == 1 ? Optional.of(bound.getFirst().person()) : Optional.empty();
  }

  @Override
  public boolean isShared(PhoneNumber phone) {
    return PhoneFreshness.speaking(phones.bindings(phone)).size() > 1;
  }
}
