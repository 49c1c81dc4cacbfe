package cn.tongxing.idp.identity.person;

import cn.tongxing.idp.identity.PersonalRecord;
import cn.tongxing.idp.identity.PersonalRecord.Decisive;
import cn.tongxing.idp.identity.PersonalRecords;
import cn.tongxing.idp.identity.assurance.LevelPolicy;
import cn.tongxing.idp.identity.assurance.LevelPolicy.Weighed;
import cn.tongxing.idp.identity.store.PasskeyRows;
import cn.tongxing.idp.identity.store.PasswordRows;
import cn.tongxing.idp.identity.store.ProfileRows;
import cn.tongxing.idp.identity.store.ProfileRows.StoredProfile;
import cn.tongxing.idp.identity.store.UpstreamLinkRows;
import cn.tongxing.idp.kernel.PersonId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

@Service
class ReadPersonalRecords implements PersonalRecords {

  private final ProfileRows profiles;
  private final PasswordRows passwords;
  private final PasskeyRows passkeys;
  private final UpstreamLinkRows links;
  private final InstantSource clock;

  ReadPersonalRecords(
      ProfileRows profiles,
      PasswordRows passwords,
      PasskeyRows passkeys,
      UpstreamLinkRows links,
      InstantSource clock) {
    this.profiles = profiles;
    this.passwords = passwords;
    this.passkeys = passkeys;
    this.links = links;
    this.clock = clock;
  }

  @Override
  public Optional<PersonalRecord> find(PersonId person) {
    return profiles.find(person).map(stored -> record(person, stored));
  }

  private PersonalRecord record(PersonId person, StoredProfile stored) {
    List<Weighed> weighed = LevelPolicy.weighed(stored.evidence(), clock.instant());
    return new PersonalRecord(
        stored.name(),
        LevelPolicy.levelOf(weighed),
        weighed.stream()
            .findFirst()
            .map(Weighed::piece)
            .map(piece -> new Decisive(piece.method(), piece.establishedAt())),
        stored.phones().reversed(),
        passwords.setAt(person),
        passkeys.of(person),
        links.of(person));
  }
}
