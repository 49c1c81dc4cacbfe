package cn.tongxing.idp.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.WayEnded;
import cn.tongxing.idp.identity.WayEnded.Way;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.testing.Clause;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of something that was shown, where a way to the account has ended. */
@Clause({"N8", "L1"})
class WhatIsLeftTest {

  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final PersonId PERSON = new PersonId(new UUID(1, 1));
  private static final UUID KEY = new UUID(3, 1);

  private static Authentication shown(String method, String factors) {
    Set<Factor> all =
        Arrays.stream(factors.split(" ")).map(Factor::valueOf).collect(Collectors.toSet());
    return new Authentication(new SignInId(new UUID(2, 2)), method, all, NOON);
  }

  private static WayEnded ended(Way way) {
    return switch (way) {
      case PHONE, PASSWORD ->
          new WayEnded(PERSON, way, false, Optional.empty(), RequestOrigin.SERVER);
      case PASSKEY -> WayEnded.passkey(PERSON, KEY, Optional.empty(), RequestOrigin.SERVER);
      case LINK ->
          WayEnded.link(PERSON, Set.of("alipay"), false, Optional.empty(), RequestOrigin.SERVER);
    };
  }

  @ParameterizedTest
  @CsvSource({
    // shown by, of what; what ended; what is left and by which way it counts from then on
    "sms, SMS, PHONE, , ",
    "sms, SMS, PASSWORD, SMS, sms",
    "password, PASSWORD, PASSWORD, , ",
    "password, PASSWORD SMS, PASSWORD, SMS, sms",
    "password, PASSWORD SMS, PHONE, PASSWORD, password",
    "password, PASSWORD SOFTWARE_KEY, PASSWORD, SOFTWARE_KEY, passkey",
    "passkey, SOFTWARE_KEY, PASSKEY, , ",
    "passkey, SOFTWARE_KEY, PHONE, SOFTWARE_KEY, passkey",
    "alipay, PASSWORD, PASSWORD, PASSWORD, alipay",
    "alipay, SOFTWARE_KEY, PASSKEY, SOFTWARE_KEY, alipay",
    "alipay, UPSTREAM_ACCOUNT, LINK, , ",
    "alipay, UPSTREAM_ACCOUNT FACE, LINK, FACE, alipay",
    "police, UPSTREAM_ACCOUNT, LINK, UPSTREAM_ACCOUNT, police",
    "sms-fact, SMS, PHONE, , ",
    "sms-fact, SMS, PASSWORD, SMS, sms-fact",
    "polled-known, SMS, PASSKEY, , "
  })
  void eachWayTakesWhatWasShownOfItAndNoMore(
      String method, String factors, Way way, String left, String countsAs) {
    Optional<Authentication> rest = shown(method, factors).without(ended(way));

    assertThat(rest.map(Authentication::method)).isEqualTo(Optional.ofNullable(countsAs));
    assertThat(rest.map(Authentication::factors))
        .isEqualTo(Optional.ofNullable(left).map(names -> shown("any", names).factors()));
  }

  @Test
  void aKeyThatIsNotKnownMayHaveBeenTheOneThatEnded() {
    var other = new UUID(3, 2);
    Authentication of =
        new Authentication(
            new SignInId(new UUID(2, 2)),
            "passkey",
            Set.of(Factor.SOFTWARE_KEY),
            NOON,
            Optional.of(other));

    assertThat(of.without(ended(Way.PASSKEY))).contains(of);
    assertThat(shown("passkey", "SOFTWARE_KEY").without(ended(Way.PASSKEY))).isEmpty();
    assertThat(Authentications.of(of).ownShown().passkeys()).containsExactly(other);
  }

  @Test
  void ofWhatHasEndedNothingStands() {
    Authentications nothing = shown("sms", "SMS").ended();

    assertThat(nothing.standing().isEmpty()).isTrue();
    assertThat(nothing.isByFact()).isTrue();
    assertThat(nothing.and(shown("sms", "SMS")).methods()).containsExactly("sms");
  }

  @Test
  void sinceASignInBeganCountsWhatWasShownFromThenOnAndAllOfItsOwn() {
    var signIn = new SignInId(TimeOrderedId.at(NOON, new SecureRandom()));
    Authentication before = at(NOON.minusMillis(1), new SignInId(new UUID(2, 3)));
    Authentication atOnce = at(NOON, new SignInId(new UUID(2, 4)));
    Authentication own = at(NOON.minusSeconds(60), signIn);

    assertThat(
            new Authentications(java.util.List.of(before, atOnce, own))
                .sinceBegun(signIn)
                .inOrder())
        .containsExactly(own, atOnce);
  }

  private static Authentication at(Instant moment, SignInId signIn) {
    return new Authentication(signIn, "sms", Set.of(Factor.SMS), moment);
  }
}
