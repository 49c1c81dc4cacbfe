package cn.tongxing.idp.identity.person;

import cn.tongxing.idp.identity.PersonalRecord;
import cn.tongxing.idp.identity.PersonalRecord.Decisive;
import cn.tongxing.idp.identity.PersonalRecords;
import cn.tongxing.idp.identity.assurance.LevelPolicy;
import cn.tongxing.idp.identity.store.PasskeyRows;
import cn.tongxing.idp.identity.store.PasswordRows;
import cn.tongxing.idp.identity.store.ProfileRows;
import cn.tongxing.idp.identity.store.ProfileRows.StoredProfile;
import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Service;

@Service
class ReadPersonalRecords implements PersonalRecords {

  private final ProfileRows profiles;
  private final PasswordRows passwords;
  private final PasskeyRows passkeys;
  private final InstantSource clock;

  ReadPersonalRecords(
      ProfileRows profiles, PasswordRows passwords, PasskeyRows passkeys, InstantSource clock) {
    this.profiles = profiles;
    this.passwords = passwords;
    this.passkeys = passkeys;
    this.clock = clock;
  }

  @Override
  public Optional<PersonalRecord> find(PersonId person) {
    return profiles.find(person).map(stored -> record(person, stored));
  }

  private PersonalRecord record(PersonId person, StoredProfile stored) {
    Instant now = clock.instant();
    return new PersonalRecord(
        stored.name(),
        LevelPolicy.level(stored.evidence(), now),
        LevelPolicy.decisive(stored.evidence(), now)
            .map(piece -> new Decisive(piece.method(), piece.establishedAt())),
        stored.phones().reversed(),
        passwords.setAt(person),
        passkeys.of(person));
  }
}
