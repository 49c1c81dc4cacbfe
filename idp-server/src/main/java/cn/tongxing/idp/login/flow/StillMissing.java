package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.PersonProfile.Part;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.PhoneCredentials;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.SettledWays;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.Held;
import cn.tongxing.idp.login.ShownJustNow;
import cn.tongxing.idp.login.Wanted;
import cn.tongxing.idp.login.transaction.Missing;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.notice.sms.SmsSettings;
import cn.tongxing.idp.proofing.Door;
import cn.tongxing.idp.proofing.OfferedWay;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * What a person still has to show for the level that a sign-in is for. Which factors somebody has
 * is read, and told, only once that person was shown by one of them.
 */
@Component
class StillMissing {

  private final Proofs proofs;
  private final Profiles profiles;
  private final PasswordCredentials passwords;
  private final PasskeyCredentials passkeys;
  private final PhoneCredentials phones;
  private final Sessions sessions;
  private final SettledWays ways;
  private final ShownJustNow justNow;
  private final PhoneChanges changes;
  private final InstantSource clock;
  private final boolean sendsCodes;

  StillMissing(
      Proofs proofs,
      Profiles profiles,
      PasswordCredentials passwords,
      PasskeyCredentials passkeys,
      PhoneCredentials phones,
      Sessions sessions,
      SettledWays ways,
      ShownJustNow justNow,
      PhoneChanges changes,
      InstantSource clock,
      SmsSettings sms) {
    this.proofs = proofs;
    this.profiles = profiles;
    this.passwords = passwords;
    this.passkeys = passkeys;
    this.phones = phones;
    this.sessions = sessions;
    this.ways = ways;
    this.justNow = justNow;
    this.changes = changes;
    this.clock = clock;
    this.sendsCodes = sms.isConfigured();
  }

  /** For whoever comes with a session; empty where nothing of it counts. */
  Optional<Missing> atFirst(Wanted wanted) {
    return wanted
        .held()
        .flatMap(held ->
            profiles
                .find(held.person(), Set.of(Part.PHONE, Part.LEVEL))
                .flatMap(person -> atFirst(wanted, person, held)));
  }

  /** Where nothing leads to what is wished, what is demanded is asked for. */
  private Optional<Missing> atFirst(Wanted wanted, PersonProfile person, Held held) {
    Optional<Missing> wished = atFirst(wanted.anyOf(), person, held);
    return wished
        .filter(Missing::hasSteps)
        .or(() -> atFirst(wanted.demanded(), person, held))
        .or(() -> wished);
  }

  private Optional<Missing> atFirst(List<Acr> levels, PersonProfile person, Held held) {
    return of(
        levels,
        new LevelSteps.Person(
            person.id(),
            person.level(),
            held.factors(),
            held.byFact(),
            new Reads(person, held.byFact(), held.byFact() ? Binding.NONE : atFirst(person.id()))),
        Door.NONE);
  }

  private Binding atFirst(PersonId person) {
    return new Binding.AtFirst(SingletonSupplier.of(() -> ways.of(person)));
  }

  /**
   * After a step; empty where the sign-in ends now: the level is reached, or only a new factor is
   * missing, or what was only wished is no single step away, and it ends with the truth. Empty too
   * for whoever may not use the service: where it ends, they are refused.
   */
  Optional<Missing> toAskFor(Transaction transaction, Shown shown, Visitor visitor) {
    if (transaction.request().wanted().anyOf().contains(Acr.LEAST)) {
      return Optional.empty(); // nobody asks
    }
    return profiles
        .find(shown.person(), Set.of(Part.PHONE, Part.LEVEL))
        .flatMap(person -> toAskFor(transaction, person, shown, visitor));
  }

  private Optional<Missing> toAskFor(
      Transaction transaction, PersonProfile person, Shown shown, Visitor visitor) {
    Wanted wanted = transaction.request().wanted();
    LevelSteps.Person here = after(transaction, person, shown, visitor);
    return of(wanted.anyOf(), here, transaction.gone())
        .flatMap(missing ->
            missing.hasSteps()
                ? Optional.of(missing)
                : of(wanted.demanded(), here, transaction.gone()))
        .filter(missing -> !missing.binds())
        .filter(missing ->
            wanted.otherwise().filter(missing.reached()::satisfies).isEmpty()
                || (missing.isWorthAWish() && !shown.byFact()));
  }

  /** The person after this step, whatever level is looked at. */
  private LevelSteps.Person after(
      Transaction transaction, PersonProfile person, Shown shown, Visitor visitor) {
    Shown counted = counted(transaction, shown);
    Set<Factor> factors = EnumSet.noneOf(Factor.class);
    factors.addAll(counted.factors());
    Optional<Held> held = held(transaction, person.id(), visitor);
    held.ifPresent(each -> factors.addAll(each.factors()));
    boolean byFact = counted.byFact() && held.filter(each -> !each.byFact()).isEmpty();
    Binding binding = shown.byFact() ? Binding.NONE : here(transaction.id(), shown);
    return new LevelSteps.Person(
        person.id(), person.level(), factors, byFact, new Reads(person, byFact, binding));
  }

  /** What was shown before this sign-in is too long ago to set a new factor. */
  private Binding here(SignInId signIn, Shown shown) {
    Instant now = clock.instant();
    return new Binding.Here(
        signIn,
        ShownSteps.of(signIn, shown).justNow(now),
        now,
        justNow.measure(shown.person(), Set.of(signIn)));
  }

  /** Without what was shown too long ago for whoever asks for the sign-in. */
  private Shown counted(Transaction transaction, Shown shown) {
    return transaction
        .request()
        .wanted()
        .within()
        .map(age -> shown.since(clock.instant().minus(age)))
        .orElse(shown);
  }

  /**
   * How a sign-in goes on where more is missing. A code that counts no more, or soon will not, is
   * asked for again where a phone is needed.
   */
  Transaction going(Transaction transaction, Result.More more) {
    Duration age = transaction.request().wanted().within().orElse(Authentications.FRESH);
    Duration shorter = age.compareTo(Authentications.FRESH) < 0 ? age : Authentications.FRESH;
    Instant since = clock.instant().minus(shorter);
    Proving next = transaction.proving().showing(more.shown());
    boolean late = next.phoneAt().filter(at -> at.isBefore(since)).isPresent();
    return transaction.with(late ? next.withoutPhone() : next).lacking(Optional.of(more.missing()));
  }

  /** After an authority said who it is; empty where what must be reached is. */
  Optional<Missing> afterProof(
      Transaction transaction, Shown shown, boolean isNew, Visitor visitor) {
    List<Acr> demanded = transaction.request().wanted().demanded();
    if (demanded.contains(Acr.LEAST)) {
      return Optional.empty(); // nobody asks
    }
    return profiles
        .find(shown.person(), Set.of(Part.PHONE, Part.LEVEL))
        .flatMap(
            person -> of(demanded, after(transaction, person, shown, visitor), transaction.gone()))
        .map(missing -> isNew && !missing.lacksIdentity() ? binding(missing) : missing);
  }

  /** Whoever opens an account sets its first factors: nothing was there before to be protected. */
  private static Missing binding(Missing missing) {
    return new Missing(
        missing.person(), missing.wanted(), missing.reached(), List.of(), List.of(), true);
  }

  /** What a session that was started just now still lacks. */
  Optional<Missing> toBind(Transaction transaction, PersonId person, String cookie) {
    Wanted wanted = transaction.request().wanted();
    if (wanted.demanded().stream()
        .anyMatch(each -> each.authentication() == AuthenticationAssurance.A1)) {
      return Optional.empty();
    }
    return sessions
        .find(cookie)
        .flatMap(session ->
            unset(wanted, session)
                .filter(_ ->
                    ways.openedIn(person, transaction.id()).isPresent()
                        || justNow.mayChangeWays(session)))
        .filter(_ -> changeUntil(person).isEmpty());
  }

  private Optional<Missing> unset(Wanted wanted, SsoSession session) {
    PersonId person = session.person();
    Set<Factor> shown = session.authentications().factors();
    return profiles
        .find(person, Set.of(Part.LEVEL))
        .flatMap(found ->
            LevelSteps.missing(
                wanted.demanded(),
                new LevelSteps.Person(
                    person,
                    found.level(),
                    shown,
                    false,
                    new LevelSteps.Known(Set.of(), true, Set.of(), Optional.empty())),
                List.of()))
        .filter(Missing::binds);
  }

  private Optional<Instant> changeUntil(PersonId person) {
    return changes.waiting(person).map(PhoneChanges.Waiting::dueAt);
  }

  /** A session that ended meanwhile counts for nothing. */
  private Optional<Held> held(Transaction transaction, PersonId person, Visitor visitor) {
    return transaction
        .request()
        .wanted()
        .held()
        .filter(each -> each.person().equals(person) && !visitor.sessionCookie().isEmpty())
        .filter(each ->
            sessions
                .find(visitor.sessionCookie())
                .filter(session -> session.person().equals(person))
                .isPresent());
  }

  private Optional<Missing> of(List<Acr> levels, LevelSteps.Person person, Door gone) {
    if (levels.stream().anyMatch(person.reached()::satisfies)) {
      return Optional.empty(); // which factors there are, nobody asks
    }
    List<OfferedWay> others =
        proofs.adapters().stream().filter(each -> !each.door().equals(gone)).toList();
    return LevelSteps.missing(levels, person, others);
  }

  /** The person's account as the database has it: each thing once, and only where it decides. */
  private final class Reads implements LevelSteps.Account {
    private final Supplier<Set<String>> own;
    private final Supplier<Optional<Instant>> waits;
    private final Binding binding;

    Reads(PersonProfile person, boolean byFact, Binding binding) {
      this.own = SingletonSupplier.of(() -> ownWays(person, byFact));
      // of whom a fact chose nothing is told
      this.waits = SingletonSupplier.of(() -> byFact ? Optional.empty() : changeUntil(person.id()));
      this.binding = binding;
    }

    @Override
    public Set<String> own() {
      return own.get();
    }

    @Override
    public boolean binds() {
      return binding.isEnough();
    }

    @Override
    public Set<String> thenBinding() {
      return binding.leading(own());
    }

    @Override
    public Optional<Instant> waits() {
      return waits.get();
    }
  }

  /** Built-in ways of a person who is known; whom a fact chose is not told which there are. */
  Set<String> own(PersonId person, boolean byFact) {
    return profiles
        .find(person, Set.of(Part.PHONE))
        .map(found -> ownWays(found, byFact))
        .orElse(Set.of());
  }

  private Set<String> ownWays(PersonProfile person, boolean byFact) {
    if (byFact) {
      return Set.of(Proofs.PASSWORD, Proofs.PASSKEY);
    }
    Set<String> own = new HashSet<>();
    if (passwords.exists(person.id())) {
      own.add(Proofs.PASSWORD);
    }
    if (passkeys.exists(person.id())) {
      own.add(Proofs.PASSKEY);
    }
    if (sendsCodes && ownPhone(person).isPresent()) {
      own.add(Proofs.SMS);
    }
    return own;
  }

  /** A code to a phone that is stale or shared is no factor of the person's. */
  private Optional<PhoneNumber> ownPhone(PersonProfile person) {
    return person.phone().filter(phone -> phones.isTheirOwn(person.id(), phone));
  }

  /**
   * A code to the person's own phone, as a second factor.
   *
   * @param first what the person has shown in this sign-in; nothing where the session knows them
   */
  record Second(Shown first, PhoneNumber phone) {}

  /** Whether, and where to, a code goes for what is missing. */
  Optional<Second> second(Transaction transaction) {
    return transaction
        .missing()
        .filter(missing -> missing.own().contains(Proofs.SMS))
        .map(Missing::person)
        .flatMap(person ->
            profiles
                .find(person, Set.of(Part.PHONE))
                .flatMap(this::ownPhone)
                .map(phone -> new Second(first(transaction, person), phone)));
  }

  private static Shown first(Transaction transaction, PersonId person) {
    return transaction
        .proving()
        .first()
        .filter(each -> each.person().equals(person))
        .orElseGet(() -> new Shown(person, List.of()));
  }
}
