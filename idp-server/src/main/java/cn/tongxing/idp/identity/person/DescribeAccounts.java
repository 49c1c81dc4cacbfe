package cn.tongxing.idp.identity.person;

import cn.tongxing.idp.identity.FoundPerson;
import cn.tongxing.idp.identity.FoundPerson.Evidence;
import cn.tongxing.idp.identity.FoundPerson.Frozen;
import cn.tongxing.idp.identity.FoundPerson.PhoneChange;
import cn.tongxing.idp.identity.FoundPerson.Waiting;
import cn.tongxing.idp.identity.FoundPerson.Ways;
import cn.tongxing.idp.identity.assurance.LevelPolicy;
import cn.tongxing.idp.identity.assurance.LevelPolicy.Weighed;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.FreezeRows;
import cn.tongxing.idp.identity.store.LookupRows;
import cn.tongxing.idp.identity.store.LookupRows.Account;
import cn.tongxing.idp.identity.store.PasskeyRows;
import cn.tongxing.idp.identity.store.PasswordRows;
import cn.tongxing.idp.identity.store.PhoneChangeRows;
import cn.tongxing.idp.identity.store.ProfileRows;
import cn.tongxing.idp.identity.store.ProfileRows.StoredProfile;
import cn.tongxing.idp.identity.store.TakeOverRows;
import cn.tongxing.idp.kernel.PersonId;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** An account as an operator is shown it. */
@Component
class DescribeAccounts {

  private final LookupRows accounts;
  private final ProfileRows profiles;
  private final DocumentRows documents;
  private final PasswordRows passwords;
  private final PasskeyRows passkeys;
  private final FreezeRows freezes;
  private final PhoneChangeRows changes;
  private final TakeOverRows takeOvers;
  private final InstantSource clock;

  DescribeAccounts(
      LookupRows accounts,
      ProfileRows profiles,
      DocumentRows documents,
      PasswordRows passwords,
      PasskeyRows passkeys,
      FreezeRows freezes,
      PhoneChangeRows changes,
      TakeOverRows takeOvers,
      InstantSource clock) {
    this.accounts = accounts;
    this.profiles = profiles;
    this.documents = documents;
    this.passwords = passwords;
    this.passkeys = passkeys;
    this.freezes = freezes;
    this.changes = changes;
    this.takeOvers = takeOvers;
    this.clock = clock;
  }

  /** Empty for nobody. */
  Optional<FoundPerson> of(PersonId person) {
    return accounts
        .account(person)
        .flatMap(
            account -> profiles.whoever(person).map(stored -> described(person, account, stored)));
  }

  private FoundPerson described(PersonId person, Account account, StoredProfile stored) {
    List<Weighed> weighed = LevelPolicy.weighed(stored.evidence(), clock.instant());
    return new FoundPerson(
        person,
        FoundPerson.State.valueOf(account.status().name()),
        account.createdAt(),
        account.partOf(),
        accounts.parts(person),
        frozen(person),
        stored.name(),
        stored.documents(),
        documents.unproven(person),
        LevelPolicy.levelOf(weighed),
        weighed.stream().map(DescribeAccounts::evidence).toList(),
        accounts.withdrawn(person),
        accounts.takeOvers(person),
        ways(person, stored),
        waiting(person));
  }

  private static Evidence evidence(Weighed weighed) {
    var piece = weighed.piece();
    return new Evidence(piece.method(), piece.source(), piece.establishedAt());
  }

  private Optional<Frozen> frozen(PersonId person) {
    return freezes
        .open(person)
        .map(open ->
            new Frozen(open.by().name().toLowerCase(Locale.ROOT), open.startedAt(), open.endsAt()));
  }

  private Ways ways(PersonId person, StoredProfile stored) {
    return new Ways(
        stored.phones().reversed(),
        passwords.setAt(person).isPresent(),
        passkeys.of(person).size(),
        accounts.upstreams(person));
  }

  private Waiting waiting(PersonId person) {
    return new Waiting(
        changes.waiting(person).map(change -> new PhoneChange(change.phone(), change.dueAt())),
        takeOvers.waiting(person).map(TakeOverRows.TakeOver::dueAt));
  }
}
