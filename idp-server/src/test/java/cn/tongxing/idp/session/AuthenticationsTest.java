package cn.tongxing.idp.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.WayEnded;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the authentications of a session are worth together. */
@Clause("R10")
class AuthenticationsTest {

  private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");
  private static final Duration COUNTS = Duration.ofHours(12);
  private static final int SEQUENCES = 3_000;

  private static Authentication shown(int minute, String method, Factor... factors) {
    return new Authentication(
        new SignInId(new UUID(1, minute)),
        method,
        Set.of(factors),
        START.plus(Duration.ofMinutes(minute)));
  }

  private static Authentications session(Authentication... shown) {
    return List.of(shown).stream()
        .reduce(Authentications.NONE, Authentications::and, (one, _) -> one);
  }

  private static final Authentication SMS = shown(10, "sms", Factor.SMS);
  private static final Authentication PASSWORD = shown(20, "password", Factor.PASSWORD);
  private static final Authentication PASSKEY = shown(5, "passkey", Factor.SOFTWARE_KEY);
  private static final Authentication CHOSEN = shown(2, Authentication.BY_FACT, Factor.SMS);

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "SMS, A1",
    "PASSWORD, A1",
    "FACE, A1",
    "SMS PASSWORD, A2",
    "FACE PASSWORD, A2",
    "SMS FACE, A2",
    "SMS UPSTREAM_ACCOUNT NETWORK_CREDENTIAL ONE_TIME_PASSWORD, A1",
    "FACE COUNTER, A1",
    "SOFTWARE_KEY, A3",
    "SMS HARDWARE_KEY, A3"
  })
  void kindsCountAndNotPieces(String factors, AuthenticationAssurance assurance) {
    Factor[] each =
        List.of(factors.split(" ")).stream().map(Factor::valueOf).toArray(Factor[]::new);
    assertThat(session(shown(1, "some", each)).assurance()).isEqualTo(assurance);
    Authentication[] oneByOne =
        IntStream.range(0, each.length)
            .mapToObj(i -> shown(i, "way-" + i, each[i]))
            .toArray(Authentication[]::new);
    assertThat(session(oneByOne).assurance()).as("over steps").isEqualTo(assurance);
  }

  @Test
  void nothingShownIsTheLeast() {
    assertThat(Authentications.NONE.level(IdentityAssurance.P1)).isEqualTo(Acr.LEAST);
    assertThat(Authentications.NONE.restsOn()).isEmpty();
  }

  @Test
  void aWeakSignInLaterLowersNothingAndTheTimeSaysWhatTheLevelRestsOn() {
    Authentications session = session(PASSKEY, SMS);
    assertThat(session.assurance()).isEqualTo(AuthenticationAssurance.A3);
    assertThat(session.restsOn()).contains(PASSKEY.at());
    assertThat(session(SMS, PASSWORD).restsOn()).as("both are needed").contains(SMS.at());
    assertThat(session(SMS, shown(15, "sms", Factor.SMS)).restsOn())
        .contains(START.plus(Duration.ofMinutes(15)));
  }

  @Test
  void whatIsTooOldDoesNotCount() {
    Authentications session = session(PASSKEY, SMS, PASSWORD);
    assertThat(session.since(SMS.at()).assurance()).isEqualTo(AuthenticationAssurance.A2);
    assertThat(session.since(PASSWORD.at()).assurance()).isEqualTo(AuthenticationAssurance.A1);
    assertThat(session.since(PASSWORD.at().plusNanos(1000)).isEmpty()).isTrue();
  }

  @Test
  @Clause("A13")
  void whomAFactChoseIsCappedUntilAnOwnFactorIsShown() {
    Acr high = new Acr(IdentityAssurance.P4, AuthenticationAssurance.A1);
    assertThat(session(CHOSEN).level(IdentityAssurance.P4))
        .isEqualTo(new Acr(IdentityAssurance.P2, AuthenticationAssurance.A1));
    assertThat(session(CHOSEN).level(IdentityAssurance.P1)).isEqualTo(Acr.LEAST);
    assertThat(session(CHOSEN, SMS).level(IdentityAssurance.P4)).isEqualTo(high);
    assertThat(session(CHOSEN, PASSWORD).level(IdentityAssurance.P4))
        .isEqualTo(new Acr(IdentityAssurance.P4, AuthenticationAssurance.A2));
    Authentication late = shown(30, Authentication.BY_FACT, Factor.SMS);
    assertThat(session(SMS, late).isByFact()).as("later weak ones lower nothing").isFalse();
  }

  @Test
  @Clause("A13")
  void aCodeAloneIsACodeAlone() {
    Authentication police = shown(12, "police", Factor.SMS);
    assertThat(session(SMS, CHOSEN).isBySmsAlone(IdentityAssurance.P1)).isTrue();
    assertThat(session(SMS, police).isBySmsAlone(IdentityAssurance.P2)).isFalse();
    assertThat(session(SMS, police).isBySmsAlone(IdentityAssurance.P3)).isTrue();
    assertThat(session(SMS, PASSWORD).isBySmsAlone(IdentityAssurance.P5)).isFalse();
  }

  @Test
  @Clause("A13")
  void onlyWhatIsTheAccountsOwnIsItsOwn() {
    Authentication upstream =
        shown(12, "police", Factor.PASSWORD, Factor.HARDWARE_KEY, Factor.NETWORK_CREDENTIAL);
    assertThat(session(CHOSEN).own()).as("anybody of the family").isEmpty();
    assertThat(session(CHOSEN, PASSWORD).own()).containsExactly(Factor.PASSWORD);
    assertThat(session(CHOSEN, PASSWORD).assurance()).isEqualTo(AuthenticationAssurance.A2);
    assertThat(session(upstream).own())
        .as("one thing, however it was opened there")
        .containsExactly(Factor.UPSTREAM_ACCOUNT);
    assertThat(session(upstream, PASSWORD, SMS).own())
        .containsExactlyInAnyOrder(Factor.UPSTREAM_ACCOUNT, Factor.PASSWORD, Factor.SMS);
  }

  @Test
  void ofSeveralSignInsEachIsFoundAgain() {
    Authentications session = session(SMS, PASSWORD);
    assertThat(session.of(PASSWORD.signIn()).inOrder()).containsExactly(PASSWORD);
    assertThat(session.latest()).isEqualTo(PASSWORD);
    assertThat(session.methods()).containsExactly("sms", "password");
  }

  /** A sign-in that waited long ends after one that was begun and ended meanwhile. */
  @Test
  void whatWasShownFirstStaysTheOlderThoughItIsAddedLast() {
    Authentications session = session(PASSWORD, SMS);
    assertThat(session.inOrder()).containsExactly(SMS, PASSWORD);
    assertThat(session.latest()).isEqualTo(PASSWORD);
    Authentication later = shown(30, "sms", Factor.SMS);
    assertThat(session(later, PASSWORD, SMS).inOrder())
        .as("what ended last is known, though another showed the same later")
        .containsExactly(SMS, PASSWORD, later);
    assertThat(session(later, SMS, PASSWORD).inOrder()).containsExactly(PASSWORD, later);
    assertThat(session(later, PASSWORD, SMS).restsOn()).contains(PASSWORD.at());
  }

  private static Authentication key(int minute, UUID which) {
    return new Authentication(
        new SignInId(new UUID(1, minute)),
        "passkey",
        Set.of(Factor.SOFTWARE_KEY),
        START.plus(Duration.ofMinutes(minute)),
        Optional.of(which));
  }

  private static final PersonId PERSON = new PersonId(new UUID(2, 1));

  private static WayEnded removed(UUID passkey) {
    return WayEnded.passkey(PERSON, passkey, Optional.empty(), RequestOrigin.SERVER);
  }

  private static WayEnded unlinked(String... ways) {
    return WayEnded.link(PERSON, Set.of(ways), false, Optional.empty(), RequestOrigin.SERVER);
  }

  @Test
  @Clause("N8")
  void eachPasskeyIsRememberedAndEndsByItself() {
    UUID one = new UUID(3, 1);
    UUID other = new UUID(3, 2);
    Authentications session = session(key(1, one), key(2, other), key(3, one));

    assertThat(session.inOrder()).containsExactly(key(2, other), key(3, one));
    assertThat(session.without(removed(one)).inOrder()).containsExactly(key(2, other));
    assertThat(session.without(removed(other)).inOrder()).containsExactly(key(3, one));
    assertThat(session.without(removed(new UUID(3, 3)))).isEqualTo(session);
  }

  @Test
  @Clause("N8")
  void theAccountAtEachUpstreamEndsByItself() {
    Authentication police = shown(1, "police", Factor.UPSTREAM_ACCOUNT, Factor.FACE);
    Authentication minor = shown(2, "alipay-minor", Factor.UPSTREAM_ACCOUNT, Factor.PASSWORD);
    Authentications session = session(PASSWORD, police, minor);

    assertThat(session.own()).contains(Factor.PASSWORD, Factor.UPSTREAM_ACCOUNT);
    assertThat(session.without(unlinked("alipay", "alipay-minor")).inOrder())
        .containsExactly(police, PASSWORD);
    assertThat(session.without(unlinked("alipay")))
        .as("an instance whose name begins so is another adapter")
        .isEqualTo(session);
    assertThat(session.without(unlinked("police")).own())
        .containsExactlyInAnyOrder(Factor.PASSWORD, Factor.UPSTREAM_ACCOUNT, Factor.FACE);
    assertThat(session.without(unlinked("police")).methods())
        .as("a face was compared, whatever is linked")
        .contains("police");
    assertThat(session.without(unlinked("ali"))).isEqualTo(session);
    assertThat(session(shown(30, "police", Factor.PASSWORD), PASSWORD).own())
        .as("the password of an upstream's account is not the account's own")
        .contains(Factor.PASSWORD);
  }

  @Test
  void howeverManyPasskeysAreShownTheSessionIsBounded() {
    Authentications session = session(SMS, PASSWORD);
    for (int i = 0; i < 100; i++) {
      session = session.and(key(40 + i, new UUID(3, i)));
      assertThat(session.inOrder()).hasSizeLessThanOrEqualTo(Authentications.MOST);
    }
    assertThat(session.factors())
        .containsExactlyInAnyOrder(Factor.SMS, Factor.PASSWORD, Factor.SOFTWARE_KEY);
    assertThat(session.latest()).isEqualTo(key(139, new UUID(3, 99)));
    assertThat(session.inOrder()).contains(key(130, new UUID(3, 90)));
  }

  /** A code after a proof does not make a code alone of it. */
  @Test
  @Clause("A13")
  void aProofIsNotForgottenForACodeThatCameAfterIt() {
    Authentication police = shown(12, "police", Factor.SMS);
    Authentications session = session(police, shown(13, "sms", Factor.SMS));
    assertThat(session.isBySmsAlone(IdentityAssurance.P2)).isFalse();
  }

  @Test
  void whatRestsOnWhatEndedSaysLessWithoutItAndNothingElseDoes() {
    UUID one = new UUID(3, 1);
    UUID other = new UUID(3, 2);
    Authentications both = session(SMS, key(11, one), key(12, other));
    assertThat(both.saysAsMuchWithout(removed(one))).isTrue();
    assertThat(both.saysAsMuchWithout(removed(other)))
        .as("its level rests on one shown earlier than was said")
        .isFalse();
    assertThat(session(SMS).saysAsMuchWithout(removed(one))).isTrue();
    assertThat(session(key(11, one)).saysAsMuchWithout(removed(one))).isFalse();
  }

  // Properties, over random sequences of sign-ins

  private static List<Authentication> random(Random dice) {
    List<Factor> factors = new ArrayList<>(List.of(Factor.values()));
    List<Authentication> all = new ArrayList<>();
    var minutes = new TreeSet<Integer>();
    int length = 1 + dice.nextInt(30);
    while (minutes.size() < length) {
      minutes.add(dice.nextInt(2_000));
    }
    for (int minute : minutes) {
      Collections.shuffle(factors, dice);
      boolean chosen = dice.nextInt(4) == 0;
      Factor[] some =
          chosen
              ? new Factor[] {Factor.SMS}
              : factors.subList(0, 1 + dice.nextInt(3)).toArray(Factor[]::new);
      all.add(shown(minute, chosen ? Authentication.BY_FACT : "way-" + dice.nextInt(5), some));
    }
    return all;
  }

  private static Authentications kept(List<Authentication> all) {
    return session(all.toArray(Authentication[]::new));
  }

  @Test
  void whatIsForgottenChangesNoLevelWheneverItIsLookedAt() {
    Random dice = new Random(1);
    for (int i = 0; i < SEQUENCES; i++) {
      List<Authentication> all = random(dice);
      Authentications kept = kept(all);
      assertThat(kept.inOrder().size()).isLessThanOrEqualTo(Authentications.MOST);
      assertThat(kept.latest()).isEqualTo(all.getLast());
      for (int moment = 0; moment < 2_000; moment += 1 + dice.nextInt(400)) {
        Instant since = START.plus(Duration.ofMinutes(moment));
        Authentications whole = new Authentications(all).since(since);
        assertThat(kept.since(since).factors()).isEqualTo(whole.factors());
        assertThat(kept.since(since).level(IdentityAssurance.P5))
            .isEqualTo(whole.level(IdentityAssurance.P5));
        assertThat(kept.since(since).restsOn()).isEqualTo(whole.restsOn());
      }
    }
  }

  @Test
  void oneMoreNeverLowersTheLevelNorTakesTheTimeBack() {
    Random dice = new Random(2);
    for (int i = 0; i < SEQUENCES; i++) {
      Authentications session = Authentications.NONE;
      for (Authentication next : random(dice)) {
        Authentications before = session.since(next.at().minus(COUNTS));
        session = session.and(next);
        Authentications after = session.since(next.at().minus(COUNTS));
        assertThat(after.assurance()).isGreaterThanOrEqualTo(before.assurance());
        if (!before.isEmpty()) {
          assertThat(
                  after.level(IdentityAssurance.P5).satisfies(before.level(IdentityAssurance.P5)))
              .isTrue();
          assertThat(after.restsOn().orElseThrow())
              .isAfterOrEqualTo(before.restsOn().orElseThrow());
        }
      }
    }
  }

  @Test
  void timeAloneNeverRaisesALevelAndEverythingItRestsOnIsAsYoungAsItSays() {
    Random dice = new Random(3);
    for (int i = 0; i < SEQUENCES; i++) {
      Authentications session = kept(random(dice));
      AuthenticationAssurance before = AuthenticationAssurance.A3;
      for (int moment = 0; moment < 2_000; moment += 50) {
        Authentications counting = session.since(START.plus(Duration.ofMinutes(moment)));
        assertThat(counting.assurance()).isLessThanOrEqualTo(before);
        before = counting.assurance();
        counting
            .restsOn()
            .ifPresent(since ->
                assertThat(counting.since(since).level(IdentityAssurance.P5))
                    .isEqualTo(counting.level(IdentityAssurance.P5)));
      }
    }
  }

  @Test
  void theOrderInWhichFactorsAreShownChangesNoLevel() {
    Random dice = new Random(4);
    for (int i = 0; i < SEQUENCES; i++) {
      List<Authentication> all = random(dice);
      List<Authentication> other = new ArrayList<>();
      List<Authentication> shuffled = new ArrayList<>(all);
      Collections.shuffle(shuffled, dice);
      for (int at = 0; at < all.size(); at++) {
        Authentication each = shuffled.get(at);
        other.add(
            new Authentication(each.signIn(), each.method(), each.factors(), all.get(at).at()));
      }
      assertThat(kept(other).level(IdentityAssurance.P5))
          .isEqualTo(kept(all).level(IdentityAssurance.P5));
    }
  }
}
