package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.PersonProfile.Part;
import cn.tongxing.idp.identity.PhoneCredentials;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.Held;
import cn.tongxing.idp.login.Wanted;
import cn.tongxing.idp.login.transaction.Missing;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.notice.sms.SmsSettings;
import cn.tongxing.idp.proofing.OfferedWay;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

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
  private final boolean sendsCodes;

  StillMissing(
      Proofs proofs,
      Profiles profiles,
      PasswordCredentials passwords,
      PasskeyCredentials passkeys,
      PhoneCredentials phones,
      Sessions sessions,
      SmsSettings sms) {
    this.proofs = proofs;
    this.profiles = profiles;
    this.passwords = passwords;
    this.passkeys = passkeys;
    this.phones = phones;
    this.sessions = sessions;
    this.sendsCodes = sms.isConfigured();
  }

  /** For whoever comes with a session; empty where nothing of it counts. */
  Optional<Missing> atFirst(Wanted wanted) {
    return wanted
        .held()
        .filter(_ -> wanted.otherwise().isEmpty())
        .flatMap(held ->
            profiles
                .find(held.person(), Set.of(Part.PHONE))
                .flatMap(person ->
                    of(wanted.anyOf(), person, held.factors(), held.byFact(), () -> false, "")));
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
        .find(shown.person(), Set.of(Part.PHONE))
        .flatMap(person -> toAskFor(transaction, person, shown, visitor));
  }

  private Optional<Missing> toAskFor(
      Transaction transaction, PersonProfile person, Shown shown, Visitor visitor) {
    Wanted wanted = transaction.request().wanted();
    return after(wanted.anyOf(), transaction, person, shown, visitor)
        .flatMap(missing ->
            missing.hasSteps()
                ? Optional.of(missing)
                : after(wanted.demanded(), transaction, person, shown, visitor))
        .filter(missing -> !missing.binds())
        .filter(missing ->
            wanted.otherwise().filter(missing.reached()::satisfies).isEmpty()
                || (missing.isWorthAWish() && !shown.byFact()));
  }

  private Optional<Missing> after(
      List<Acr> levels,
      Transaction transaction,
      PersonProfile person,
      Shown shown,
      Visitor visitor) {
    Set<Factor> factors = EnumSet.noneOf(Factor.class);
    factors.addAll(shown.factors());
    Optional<Held> held = held(transaction, person.id(), visitor);
    held.ifPresent(each -> factors.addAll(each.factors()));
    boolean byFact = shown.byFact() && held.filter(each -> !each.byFact()).isEmpty();
    return of(
        levels,
        person,
        factors,
        byFact,
        () -> binds(transaction, person.id(), shown),
        transaction.way());
  }

  /** After an authority said who it is; empty where what must be reached is. */
  Optional<Missing> afterProof(
      Transaction transaction, Shown shown, boolean isNew, Visitor visitor) {
    List<Acr> demanded = transaction.request().wanted().demanded();
    if (demanded.contains(Acr.LEAST)) {
      return Optional.empty(); // nobody asks
    }
    return profiles
        .find(shown.person(), Set.of(Part.PHONE))
        .flatMap(person -> after(demanded, transaction, person, shown, visitor))
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
        .map(SsoSession::authentications)
        .flatMap(shown ->
            profiles
                .find(person, Set.of(Part.PHONE))
                .flatMap(found ->
                    LevelSteps.missing(
                        wanted.demanded(),
                        new LevelSteps.Person(
                            person, found.level(), shown.factors(), false, Set.of(), true),
                        List.of())))
        .filter(Missing::binds);
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

  /** A code by text message alone changes no factor; what was shown before is too long ago. */
  private boolean binds(Transaction transaction, PersonId person, Shown shown) {
    return !shown.byFact()
        && !Authentications.of(
                new Authentication(
                    transaction.id(), shown.method(), shown.factors(), Instant.EPOCH))
            .isBySmsAlone(profiles.levelWithoutPhone(person));
  }

  private Optional<Missing> of(
      List<Acr> levels,
      PersonProfile person,
      Set<Factor> factors,
      boolean byFact,
      BooleanSupplier binds,
      String gone) {
    LevelSteps.Person shown =
        new LevelSteps.Person(person.id(), person.level(), factors, byFact, Set.of(), false);
    if (levels.stream().anyMatch(shown.reached()::satisfies)) {
      return Optional.empty(); // which factors there are, nobody asks
    }
    List<OfferedWay> others =
        proofs.adapters().stream().filter(each -> !each.id().equals(gone)).toList();
    return LevelSteps.missing(
        levels,
        new LevelSteps.Person(
            person.id(),
            person.level(),
            factors,
            byFact,
            own(person, byFact),
            binds.getAsBoolean()),
        others);
  }

  private Set<String> own(PersonProfile person, boolean byFact) {
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
