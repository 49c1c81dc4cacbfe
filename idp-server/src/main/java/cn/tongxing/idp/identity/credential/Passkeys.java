package cn.tongxing.idp.identity.credential;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.KnownPlaces;
import cn.tongxing.idp.identity.OwnName;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.WayEnded;
import cn.tongxing.idp.identity.Whose;
import cn.tongxing.idp.identity.store.PasskeyRows;
import cn.tongxing.idp.identity.store.PasskeyRows.PasskeyUse;
import cn.tongxing.idp.identity.store.PasskeyRows.StoredPasskey;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PhoneChangeRows;
import cn.tongxing.idp.identity.store.ProfileRows;
import cn.tongxing.idp.identity.store.ProfileRows.StoredProfile;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.notice.Notices;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class Passkeys implements PasskeyCredentials {

  private static final Logger LOG = LoggerFactory.getLogger(Passkeys.class);
  private static final int CHALLENGE_BYTES = 32;
  private static final int HANDLE_BYTES = 64;

  private final PasskeyRows rows;
  private final ProfileRows profiles;
  private final PersonRows persons;
  private final PhoneChangeRows changes;
  private final LastWay last;
  private final KnownPlaces places;
  private final PasskeyOptions options;
  private final PasskeyCeremonies ceremonies;
  private final Notices notices;
  private final ApplicationEventPublisher events;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random;

  Passkeys(
      PasskeyRows rows,
      ProfileRows profiles,
      PersonRows persons,
      PhoneChangeRows changes,
      LastWay last,
      KnownPlaces places,
      PasskeyOptions options,
      PasskeyCeremonies ceremonies,
      Notices notices,
      ApplicationEventPublisher events,
      Audit audit,
      InstantSource clock,
      SecureRandom random) {
    this.rows = rows;
    this.profiles = profiles;
    this.persons = persons;
    this.changes = changes;
    this.last = last;
    this.places = places;
    this.options = options;
    this.ceremonies = ceremonies;
    this.notices = notices;
    this.events = events;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  @Override
  @Transactional
  public Ceremony register(PersonId person) {
    StoredProfile profile =
        profiles
            .find(person)
            .orElseThrow(() -> new IllegalArgumentException("no active person " + person));
    PasskeyRows.User user =
        rows.user(person, bytes(HANDLE_BYTES))
            .orElseThrow(() -> new IllegalArgumentException("erased meanwhile: " + person));
    byte[] challenge = bytes(CHALLENGE_BYTES);
    return new Ceremony(
        options.forCreation(challenge, user.handle(), profile, user.credentialIds()), challenge);
  }

  @Override
  @Transactional
  public Optional<UUID> bind(
      PersonId person, byte[] challenge, String answer, String label, RequestOrigin origin) {
    if (!mayChange(person)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<StoredPasskey> passkey =
        rows.handle(person, bytes(HANDLE_BYTES))
            .flatMap(handle ->
                ceremonies.registered(
                    TimeOrderedId.at(now, random), person, handle, challenge, answer));
    if (passkey.isEmpty() || !rows.insert(passkey.get(), label, challenge, now)) {
      return Optional.empty();
    }
    persons.touch(person, now);
    audit.record(
        AuditEvent.of(AuditEventType.CREDENTIAL_ADDED, origin)
            .person(person)
            .detail("kind", "passkey")
            .detail("credential", passkey.get().id().toString()));
    notices.tell(person, NoticeKind.PASSKEY_ADDED);
    return passkey.map(StoredPasskey::id);
  }

  @Override
  public Ceremony signIn() {
    byte[] challenge = bytes(CHALLENGE_BYTES);
    return new Ceremony(options.forSignIn(challenge), challenge);
  }

  @Override
  @Transactional
  public SignIn finishSignIn(byte[] challenge, String answer, Whose whose, RequestOrigin origin) {
    Optional<PasskeyUse> use =
        ceremonies.used(
            challenge,
            answer,
            credential ->
                switch (whose) {
                  case ACTIVE -> rows.find(credential);
                  case FROZEN -> rows.findFrozen(credential);
                });
    return use.map(checked -> counted(checked, origin))
        .or(() -> whose == Whose.ACTIVE ? frozen(challenge, answer, origin) : Optional.empty())
        .or(() -> tooNew(challenge, answer))
        .orElseGet(SignIn.Refused::new);
  }

  /** What it signed was seen: its counter moves, though it signs nobody in. */
  private Optional<SignIn> frozen(byte[] challenge, String answer, RequestOrigin origin) {
    return ceremonies
        .used(challenge, answer, rows::findFrozen)
        .map(use -> counted(use, origin))
        .map(counted ->
            counted instanceof SignIn.Shown shown ? new SignIn.Frozen(shown.person()) : counted);
  }

  private Optional<SignIn> tooNew(byte[] challenge, String answer) {
    return ceremonies
        .used(challenge, answer, rows::findRecent)
        .map(use -> new SignIn.TooNew(use.passkey().person()));
  }

  private SignIn counted(PasskeyUse use, RequestOrigin origin) {
    StoredPasskey passkey = use.passkey();
    Optional<Integer> ways = rows.used(use, clock.instant());
    if (ways.isPresent()) {
      if (passkey.backupEligible() && !use.backupEligible()) {
        LOG.warn("passkey {} says that it can no longer be synced", passkey.id());
      }
      if (use.signCount() < passkey.signCount()) {
        // it says itself that it is synced, and a copy can say so
        boolean _ = suspected(passkey, "synced", origin);
      }
      return new SignIn.Shown(passkey.person(), passkey.id(), ways.get());
    }
    return suspected(passkey, "counter", origin)
        ? new SignIn.CountedBack(passkey.person())
        : new SignIn.Refused(); // its owner has just removed it
  }

  /** Its owner and the trail are told that there may be a copy; false if it is gone. */
  private boolean suspected(StoredPasskey passkey, String reason, RequestOrigin origin) {
    if (!rows.countedBack(passkey, clock.instant())) {
      return false;
    }
    audit.record(
        AuditEvent.of(AuditEventType.CREDENTIAL_SUSPECTED, origin)
            .person(passkey.person())
            .detail("kind", "passkey")
            .detail("credential", passkey.id().toString())
            .detail("reason", reason));
    return true;
  }

  @Override
  @Transactional
  public boolean remove(
      PersonId person, UUID passkey, Optional<SignInId> signIn, RequestOrigin origin) {
    if (!mayChange(person) || last.is(person, passkey) || !rows.remove(person, passkey)) {
      return false;
    }
    persons.touch(person, clock.instant());
    places.forget(person); // a lost device, and the browser on it
    events.publishEvent(WayEnded.passkey(person, passkey, signIn, origin));
    audit.record(
        AuditEvent.of(AuditEventType.CREDENTIAL_REMOVED, origin)
            .person(person)
            .detail("kind", "passkey")
            .detail("credential", passkey.toString()));
    notices.tell(person, NoticeKind.PASSKEY_REMOVED);
    return true;
  }

  /** Whether nobody shut the person out, and no change of phone waits; so until commit. */
  private boolean mayChange(PersonId person) {
    return persons.find(person).filter(PersonRows.KnownPerson::active).isPresent()
        && !changes.isWaiting(person);
  }

  @Override
  public boolean rename(PersonId person, UUID passkey, String label, RequestOrigin origin) {
    Optional<OwnName> name = OwnName.of(label);
    if (name.isEmpty() || !rows.rename(person, passkey, name.get())) {
      return false;
    }
    audit.record(
        AuditEvent.of(AuditEventType.CREDENTIAL_RENAMED, origin)
            .person(person)
            .detail("kind", "passkey")
            .detail("credential", passkey.toString()));
    return true;
  }

  @Override
  public boolean exists(PersonId person) {
    return rows.exist(person);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
