package cn.tongxing.idp.session;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.WayEnded;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One authentication event of a session's person.
 *
 * @param signIn the transaction it took place in: evidence that a wanted re-authentication was done
 * @param method the adapter or built-in way: {@code police}, {@code sms}, {@code password}, {@code
 *     passkey}; {@link #BY_FACT}, {@link #KNOWN_BROWSER}
 * @param factors shown; a comparison of data is none
 * @param at when
 * @param passkey which of the person's was shown, where one was and it is known
 */
public record Authentication(
    SignInId signIn, String method, Set<Factor> factors, Instant at, Optional<UUID> passkey) {

  /**
   * The {@code method} where a code to a shared or stale phone came first and a fact about the
   * person said who it is: {@code docs/protocol/accounts.md}.
   */
  public static final String BY_FACT = "sms-fact";

  /**
   * The {@code method} where a code came beside a pseudonym confirmed on another device: the code
   * is all that was shown here.
   */
  public static final String POLLED = "polled";

  /**
   * The {@code method} where an upstream's account, linked before, was confirmed on another device
   * and this browser had signed the person in before: neither is a factor.
   */
  public static final String KNOWN_BROWSER = "polled-known";

  /** What a code by text message shows. */
  public static final Set<Factor> SMS = Set.of(Factor.SMS);

  /**
   * The {@code method} in a session where all that had been shown is the account's no more: its
   * owner ended it there, and nothing but that they are in is left.
   */
  public static final String ENDED = "ended";

  private static final String BY_SMS = "sms";
  private static final String BY_PASSWORD = "password";
  private static final String BY_PASSKEY = "passkey";

  /** What a passkey shows. */
  private static final Set<Factor> KEYS = Set.of(Factor.SOFTWARE_KEY, Factor.HARDWARE_KEY);

  /** The ways by which the account's own factors are shown, each bound to it here. */
  private static final Set<String> BUILT_IN = Set.of(BY_SMS, POLLED, BY_PASSWORD, BY_PASSKEY);

  /** What an upstream may have asked for, for an account of its own: there it is one thing. */
  private static final Set<Factor> OF_AN_ACCOUNT =
      Set.of(Factor.PASSWORD, Factor.SOFTWARE_KEY, Factor.HARDWARE_KEY, Factor.NETWORK_CREDENTIAL);

  public Authentication {
    factors = Set.copyOf(factors);
  }

  /** Of no passkey. */
  public Authentication(SignInId signIn, String method, Set<Factor> factors, Instant at) {
    this(signIn, method, factors, at, Optional.empty());
  }

  /** Whether no own factor chose the person: sessions may be shown, nothing about them. */
  public boolean isByFact() {
    return method.equals(BY_FACT) || method.equals(KNOWN_BROWSER) || method.equals(ENDED);
  }

  /** Whether nothing of it is left but that its person is in. */
  boolean isEnded() {
    return method.equals(ENDED);
  }

  /** Whether all of it was shown by a way of the host's own. */
  public boolean isBuiltIn() {
    return BUILT_IN.contains(method);
  }

  /**
   * What was shown of the account itself. A code to a phone that is not the person's alone is none
   * of it; a password or key of an upstream's account is not the account's, but that account is
   * linked, and one thing however it is opened.
   */
  public Set<Factor> own() {
    if (isByFact()) {
      return Set.of();
    }
    if (isBuiltIn()) {
      return factors;
    }
    return factors.stream()
        .map(each -> OF_AN_ACCOUNT.contains(each) ? Factor.UPSTREAM_ACCOUNT : each)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What is left of it where a way to the account has ended; empty if it was that alone. */
  Optional<Authentication> without(WayEnded ended) {
    WayEnded.Way way = ended.way();
    // a fact beside a code to it; and with any way the places end where the person was signed in
    if (method.equals(KNOWN_BROWSER) || (method.equals(BY_FACT) && way == WayEnded.Way.PHONE)) {
      return Optional.empty();
    }
    Set<Factor> left = EnumSet.noneOf(Factor.class);
    factors.stream().filter(each -> !shows(ended, each)).forEach(left::add);
    if (left.size() == factors.size()) {
      return Optional.of(this);
    }
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Authentication(
                signIn,
                isBuiltIn() ? wayOf(left) : method,
                left,
                at,
                passkey.filter(_ -> left.stream().anyMatch(KEYS::contains))));
  }

  /** Whether a factor was shown of that way: keys and passwords of an upstream are its own. */
  private boolean shows(WayEnded ended, Factor factor) {
    return switch (ended.way()) {
      case PHONE -> factor == Factor.SMS;
      case PASSWORD -> isBuiltIn() && factor == Factor.PASSWORD;
      case PASSKEY -> isBuiltIn() && KEYS.contains(factor) && isOf(ended.passkey());
      case LINK -> isOfAnAccount(factor) && ended.isLinkOf(method);
    };
  }

  /** Whether a factor was shown of an upstream's account. */
  private boolean isOfAnAccount(Factor factor) {
    return !isBuiltIn() && (factor == Factor.UPSTREAM_ACCOUNT || OF_AN_ACCOUNT.contains(factor));
  }

  /**
   * What was shown, so told apart that what ends by itself is one thing: each passkey, the account
   * at each upstream, the phone, the password. Two steps that show the same are one, of which the
   * later counts longer.
   */
  Set<Thing> things() {
    return factors.stream()
        .map(factor ->
            new Thing(
                factor,
                isOfAnAccount(factor) ? Optional.of(method) : Optional.empty(),
                KEYS.contains(factor) ? passkey : Optional.empty()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * A factor, and whose it is.
   *
   * @param account by which way an upstream's account was shown; empty for the host's own factors
   */
  record Thing(Factor factor, Optional<String> account, Optional<UUID> passkey) {}

  /** Whether it may have been that passkey. */
  private boolean isOf(Optional<UUID> ended) {
    return passkey.isEmpty() || ended.isEmpty() || passkey.equals(ended);
  }

  /** The way by which one of these is shown. */
  private static String wayOf(Set<Factor> left) {
    if (left.contains(Factor.PASSWORD)) {
      return BY_PASSWORD;
    }
    return left.contains(Factor.SMS) ? BY_SMS : BY_PASSKEY;
  }

  /** The same sign-in, of which nothing counts any more. */
  public Authentications ended() {
    return Authentications.of(new Authentication(signIn, ENDED, Set.of(), at));
  }

  /** Whether an authority was asked who it is, or a factor other than a code was shown. */
  boolean isProof() {
    return !method.equals(BY_SMS) && !method.equals(POLLED) && !isByFact();
  }
}
