package cn.tongxing.simulator.cyber;

import cn.tongxing.simulator.population.SyntheticPerson;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Who opened which code in the app and what they decided, by business number. The first phone that
 * opens it is the only one, the first decision stands, and after five minutes there is none.
 */
public final class CyberApp {

  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final Map<String, Instant> begun = new ConcurrentHashMap<>();
  private final Map<String, String> phones = new ConcurrentHashMap<>();
  private final Map<String, Decision> decisions = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final SecureRandom random;

  CyberApp(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /** What one person decided. */
  sealed interface Decision {

    /** To show the credential. */
    record Agreed(
        SyntheticPerson person,
        String idCardAuthData,
        String certPwdData,
        boolean passwordRight,
        Instant expires,
        boolean spent)
        implements Decision {
      Agreed asSpent() {
        return new Agreed(person, idCardAuthData, certPwdData, passwordRight, expires, true);
      }
    }

    /** Not to. */
    record Refused() implements Decision {}

    /** Nothing: the app ended with a code of its own. */
    record Ended(String code) implements Decision {}
  }

  /** What a phone is shown that opens a code. */
  enum Opening {
    ASKED,
    ON_ANOTHER_PHONE,
    DECIDED,
    EXPIRED
  }

  /** How a credential fares when it is presented. */
  sealed interface Spending {

    /** It is good and is now used up. */
    record Spent(Decision.Agreed credential) implements Spending {}

    /** It is not. */
    record Rejected(CyberCode code) implements Spending {}
  }

  /**
   * A person agrees.
   *
   * @param password as typed in the app; blank where none is asked
   * @return whether this was the first decision
   */
  public boolean agree(String bizSeq, SyntheticPerson person, String password) {
    Decision agreed =
        new Decision.Agreed(
            person,
            token(),
            password.isBlank() ? "" : token(),
            password.equals(person.credentialPassword()),
            clock.instant().plus(LIFETIME),
            false);
    return decisions.putIfAbsent(bizSeq, agreed) == null;
  }

  /** A person refuses; whether this was the first decision. */
  public boolean refuse(String bizSeq) {
    return decisions.putIfAbsent(bizSeq, new Decision.Refused()) == null;
  }

  /** The app ends with a code of the real one; whether this was the first decision. */
  public boolean end(String bizSeq, String code) {
    return decisions.putIfAbsent(bizSeq, new Decision.Ended(code)) == null;
  }

  /** When a business number was first heard of. */
  Instant begun(String bizSeq) {
    return begun.computeIfAbsent(bizSeq, unheard -> clock.instant());
  }

  /**
   * Requests that a person can still decide about, the latest first.
   *
   * @param phone also those that this phone has opened, but no other one
   */
  List<String> waiting(String phone) {
    Instant oldest = clock.instant().minus(LIFETIME);
    return begun.entrySet().stream()
        .filter(each -> each.getValue().isAfter(oldest))
        .sorted(Map.Entry.<String, Instant>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .filter(each -> !decisions.containsKey(each))
        .filter(each -> phones.getOrDefault(each, phone).equals(phone))
        .toList();
  }

  /** A phone opens the code, or looks at it again. */
  Opening open(String bizSeq, String phone) {
    if (!clock.instant().isBefore(begun(bizSeq).plus(LIFETIME))) {
      return Opening.EXPIRED;
    }
    if (!phones.computeIfAbsent(bizSeq, unopened -> phone).equals(phone)) {
      return Opening.ON_ANOTHER_PHONE;
    }
    return decisions.containsKey(bizSeq) ? Opening.DECIDED : Opening.ASKED;
  }

  boolean isOpened(String bizSeq) {
    return phones.containsKey(bizSeq);
  }

  Optional<Decision> decision(String bizSeq) {
    return Optional.ofNullable(decisions.get(bizSeq));
  }

  Spending spend(String bizSeq, String idCardAuthData) {
    AtomicReference<Spending> result =
        new AtomicReference<>(new Spending.Rejected(CyberCode.CREDENTIAL_INVALID));
    decisions.computeIfPresent(
        bizSeq,
        (key, decision) ->
            decision instanceof Decision.Agreed agreed
                    && !agreed.spent()
                    && agreed.idCardAuthData().equals(idCardAuthData)
                ? spend(agreed, result)
                : decision);
    return result.get();
  }

  private Decision spend(Decision.Agreed agreed, AtomicReference<Spending> result) {
    boolean late = !clock.instant().isBefore(agreed.expires());
    result.set(
        late ? new Spending.Rejected(CyberCode.CREDENTIAL_EXPIRED) : new Spending.Spent(agreed));
    return agreed.asSpent();
  }

  private String token() {
    byte[] fresh = new byte[48];
    random.nextBytes(fresh);
    return Base64.getEncoder().encodeToString(fresh);
  }
}
