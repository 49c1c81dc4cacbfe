package cn.tongxing.idp.identity.credential;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.KnownPlaces;
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
  private static final int LONGEST_LABEL = 60;

  private final PasskeyRows rows;
  private final ProfileRows profiles;
  private final PersonRows persons;
  private final PhoneChangeRows changes;
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
    byte[] challenge = bytes(CHALLENGE_BYTES);
    byte[] handle = rows.handle(person, bytes(HANDLE_BYTES));
    return new Ceremony(
        options.forCreation(challenge, handle, profile, rows.credentialIds(person)), challenge);
  }

  @Override
  @Transactional
  public boolean finishRegistration(
      PersonId person, byte[] challenge, String answer, String label, RequestOrigin origin) {
    Instant now = clock.instant();
    byte[] handle = rows.handle(person, bytes(HANDLE_BYTES));
    Optional<StoredPasskey> passkey =
        ceremonies.registered(TimeOrderedId.at(now, random), person, handle, challenge, answer);
    if (!mayChange(person)
        || passkey.isEmpty()
        || !rows.insert(passkey.get(), shortened(label), challenge, now)) {
      return false;
    }
    persons.touch(person, now);
    audit.record(
        AuditEvent.of(AuditEventType.CREDENTIAL_ADDED, origin)
            .person(person)
            .detail("kind", "passkey")
            .detail("credential", passkey.get().id().toString()));
    notices.tell(person, NoticeKind.PASSKEY_ADDED);
    return true;
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
    return use.map(checked -> counted(checked, origin)).orElseGet(SignIn.Refused::new);
  }

  private SignIn counted(PasskeyUse use, RequestOrigin origin) {
    StoredPasskey passkey = use.passkey();
    if (rows.used(use, clock.instant())) {
      if (passkey.backupEligible() && !use.backupEligible()) {
        LOG.warn("passkey {} says that it can no longer be synced", passkey.id());
      }
      return new SignIn.Shown(passkey.person());
    }
    if (!rows.countedBack(passkey, clock.instant())) {
      return new SignIn.Refused(); // its owner has just removed it
    }
    audit.record(
        AuditEvent.of(AuditEventType.CREDENTIAL_SUSPECTED, origin)
            .person(passkey.person())
            .detail("kind", "passkey")
            .detail("credential", passkey.id().toString())
            .detail("reason", "counter"));
    return new SignIn.CountedBack(passkey.person());
  }

  @Override
  @Transactional
  public boolean remove(
      PersonId person, UUID passkey, Optional<SignInId> signIn, RequestOrigin origin) {
    if (!mayChange(person) || !rows.remove(person, passkey)) {
      return false;
    }
    persons.touch(person, clock.instant());
    places.forget(person); // a lost device, and the browser on it
    events.publishEvent(new WayEnded(person, WayEnded.Way.PASSKEY, exists(person), signIn, origin));
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
  public boolean rename(PersonId person, UUID passkey, String label) {
    String name = plain(label);
    return !name.isEmpty() && rows.rename(person, passkey, name);
  }

  @Override
  public boolean exists(PersonId person) {
    return !rows.credentialIds(person).isEmpty();
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String shortened(String label) {
    String plain = plain(label);
    return plain.isEmpty() ? "Passkey" : plain;
  }

  /** Without what is not seen, and no half characters at its end. */
  private static String plain(String label) {
    String seen = label.replaceAll("[\\p{Cntrl}\\p{Cf}]", "").strip();
    int characters = Math.min(seen.codePointCount(0, seen.length()), LONGEST_LABEL);
    return seen.substring(0, seen.offsetByCodePoints(0, characters));
  }
}
