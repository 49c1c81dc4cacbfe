package cn.tongxing.idp.identity.credential;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.KnownPlaces;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.WayEnded;
import cn.tongxing.idp.identity.Whose;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.PasswordRows;
import cn.tongxing.idp.identity.store.PasswordRows.StoredPassword;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PhoneChangeRows;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.ProfileRows;
import cn.tongxing.idp.identity.store.ProfileRows.StoredProfile;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.keys.PasswordHash;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.notice.Notices;
import java.text.Normalizer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A phone that several persons with a password share names none of them: they sign in with their
 * document number, or by a code. Nor does a number that documents of two of them have (passports of
 * two states): they sign in with their phone. So one try is always one comparison, and its time
 * tells nothing.
 */
@Service
class Passwords implements PasswordCredentials {

  private static final int LONGEST_IDENTIFIER = 64;
  private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Cf}\\-./()]");

  private final PasswordRows rows;
  private final ProfileRows profiles;
  private final PersonRows persons;
  private final PhoneRows phones;
  private final PhoneChangeRows changes;
  private final DocumentRows documents;
  private final KnownPlaces places;
  private final PasswordPolicy policy;
  private final PasswordHash hashes;
  private final KeyedHash keyed;
  private final TransactionOperations transactions;
  private final Notices notices;
  private final ApplicationEventPublisher events;
  private final Audit audit;
  private final InstantSource clock;

  Passwords(
      PasswordRows rows,
      ProfileRows profiles,
      PersonRows persons,
      PhoneRows phones,
      PhoneChangeRows changes,
      DocumentRows documents,
      KnownPlaces places,
      PasswordPolicy policy,
      PasswordHash hashes,
      KeyedHash keyed,
      TransactionOperations transactions,
      Notices notices,
      ApplicationEventPublisher events,
      Audit audit,
      InstantSource clock) {
    this.rows = rows;
    this.profiles = profiles;
    this.persons = persons;
    this.phones = phones;
    this.changes = changes;
    this.documents = documents;
    this.places = places;
    this.policy = policy;
    this.hashes = hashes;
    this.keyed = keyed;
    this.transactions = transactions;
    this.notices = notices;
    this.events = events;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Asked asked(String identifier, Whose whose) {
    String canonical = canonical(identifier);
    List<StoredPassword> all = found(canonical);
    Optional<StoredPassword> stored =
        alone(all.stream().filter(each -> isAmong(each, whose)).toList());
    Optional<StoredPassword> shutOut =
        alone(all)
            .filter(each ->
                each.among().isEmpty() || (whose == Whose.ACTIVE && isAmong(each, Whose.FROZEN)));
    return new Named(canonical, stored.or(() -> shutOut), whose, alone(all));
  }

  private static boolean isAmong(StoredPassword password, Whose whose) {
    return password.among().filter(whose::equals).isPresent();
  }

  /** What an identifier names: the password of one person, or of nobody. */
  private final class Named implements Asked {
    private final String canonical;
    private final Optional<StoredPassword> stored;
    private final Whose whose;
    private final Optional<StoredPassword> triedOn;

    /**
     * A password that is compared, and one that is not.
     *
     * @param stored what is compared, though it may sign nobody in
     * @param alone also where it is another's than it is looked for among, and never compared
     */
    Named(
        String canonical,
        Optional<StoredPassword> stored,
        Whose whose,
        Optional<StoredPassword> alone) {
      this.canonical = canonical;
      this.stored = stored;
      this.whose = whose;
      this.triedOn = stored.or(() -> alone);
    }

    @Override
    public String limitKey() {
      return triedOn
          .map(found -> Passwords.this.limitKey(found.person()))
          .orElseGet(this::typedKey);
    }

    @Override
    public String typedKey() {
      return countedAs("text:" + canonical);
    }

    @Override
    public Optional<PersonId> holder() {
      return triedOn.map(StoredPassword::person);
    }

    @Override
    public Optional<PersonId> check(String password) {
      return compare(stored, password);
    }

    @Override
    public boolean isFrozen() {
      return stored
          .filter(each -> whose == Whose.ACTIVE && isAmong(each, Whose.FROZEN))
          .isPresent();
    }

    @Override
    public boolean isTooNew() {
      return stored.filter(each -> each.among().isEmpty()).isPresent();
    }

    @Override
    public int ways() {
      return stored.map(StoredPassword::ways).orElse(0);
    }

    @Override
    public void checkInVain(String password) {
      Optional<PersonId> _ = compare(Optional.empty(), password);
    }
  }

  private Optional<PersonId> compare(Optional<StoredPassword> stored, String password) {
    String encoded = stored.map(StoredPassword::encoded).orElse("");
    if (PasswordPolicy.isTooLong(password)) {
      hashes.matches("", "");
      return Optional.empty();
    }
    boolean imported = stored.map(StoredPassword::imported).orElse(false);
    String normal = PasswordPolicy.normal(password);
    boolean right =
        !PasswordPolicy.isTooLong(normal)
            && hashes.matchesAny(imported ? writings(password) : Set.of(normal), encoded);
    if (!right || stored.isEmpty()) {
      return Optional.empty();
    }
    PersonId person = stored.get().person();
    if (imported || hashes.isOutdated(encoded)) {
      rows.strengthen(person, encoded, hashes.hash(normal));
    }
    return Optional.of(person);
  }

  /**
   * An earlier system hashed what was typed there: of one password some keyboards type composed
   * characters and some decomposed ones. Ours hashes its normal form. One writing, as a rule.
   */
  private static Set<String> writings(String password) {
    Set<String> writings = new LinkedHashSet<>();
    writings.add(password);
    writings.add(Normalizer.normalize(password, Normalizer.Form.NFC));
    writings.add(Normalizer.normalize(password, Normalizer.Form.NFD));
    writings.removeIf(PasswordPolicy::isTooLong);
    return writings;
  }

  @Override
  public String limitKey(PersonId person) {
    return countedAs("person:" + person);
  }

  private String countedAs(String subject) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(keyed.of("password-limit", subject));
  }

  @Override
  public boolean isCurrent(PersonId person, String password) {
    return !PasswordPolicy.isTooLong(password)
        && rows.of(person)
            .filter(encoded -> hashes.matchesAny(Set.of(PasswordPolicy.normal(password)), encoded))
            .isPresent();
  }

  /** Hashed before the transaction begins: whoever waits in line for it holds no connection. */
  @Override
  public Change set(
      PersonId person,
      String password,
      Optional<SignInId> signIn,
      BooleanSupplier stillAllowed,
      RequestOrigin origin) {
    StoredProfile profile =
        profiles
            .find(person)
            .orElseThrow(() -> new IllegalArgumentException("no active person " + person));
    Change change = policy.judge(password, profile);
    if (change != Change.ACCEPTED) {
      return change;
    }
    String encoded = hashes.hash(PasswordPolicy.normal(password));
    return Objects.requireNonNull(
        transactions.execute(_ -> store(person, encoded, signIn, stillAllowed, origin)));
  }

  private Change store(
      PersonId person,
      String encoded,
      Optional<SignInId> signIn,
      BooleanSupplier stillAllowed,
      RequestOrigin origin) {
    Instant now = clock.instant();
    // one after the other with whatever ends or changes ways
    if (persons.find(person).filter(PersonRows.KnownPerson::active).isEmpty()
        || !stillAllowed.getAsBoolean()) {
      return Change.ENDED_MEANWHILE;
    }
    if (changes.isWaiting(person)) {
      return Change.PHONE_WAITS;
    }
    boolean replaced = rows.set(person, encoded, now);
    persons.touch(person, now);
    if (replaced) {
      places.forget(person);
      events.publishEvent(new WayEnded(person, WayEnded.Way.PASSWORD, true, signIn, origin));
    }
    audit.record(
        AuditEvent.of(AuditEventType.CREDENTIAL_ADDED, origin)
            .person(person)
            .detail("kind", "password")
            .detail("replaced", Boolean.toString(replaced)));
    notices.tell(person, replaced ? NoticeKind.PASSWORD_CHANGED : NoticeKind.PASSWORD_SET);
    return Change.ACCEPTED;
  }

  @Override
  public boolean exists(PersonId person) {
    return rows.of(person).isPresent();
  }

  /** Whoever has a password and is named by it. Always both indexes, one query. */
  private List<StoredPassword> found(String canonical) {
    byte[] phone =
        PhoneNumber.parse(canonical)
            .map(phones::index)
            .orElseGet(() -> documents.index("no phone: " + canonical));
    return rows.find(phone, documents.indexes(canonical));
  }

  private static Optional<StoredPassword> alone(List<StoredPassword> found) {
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /** One text for all writings: half-width, upper case, nothing between; a phone with its code. */
  private static String canonical(String identifier) {
    String typed =
        identifier.length() > LONGEST_IDENTIFIER
            ? identifier.substring(0, LONGEST_IDENTIFIER)
            : identifier;
    String folded = Normalizer.normalize(typed, Normalizer.Form.NFKC);
    String bare = BETWEEN.matcher(folded).replaceAll("").toUpperCase(Locale.ROOT);
    return PhoneNumber.parse(bare).map(PhoneNumber::reveal).orElse(bare);
  }
}
