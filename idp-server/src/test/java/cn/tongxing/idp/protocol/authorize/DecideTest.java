package cn.tongxing.idp.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.PersonProfile.Part;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.login.Wanted;
import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request still needs, given the session of its browser. */
@Clause({"OIDC Core 3.1.2.1", "R10"})
class DecideTest extends Decisions {

  @Test
  void whoIsNotSignedInIsSentToSignInOnce() {
    session = Optional.empty();

    assertThat(signIn().wanted()).isEqualTo(Wanted.atLeast(Acr.LEAST));
    assertThat(signIn().expected()).isEmpty();
    begun = Optional.of(NEXT);
    assertThat(refusal()).isEqualTo(FrontChannelError.DID_NOT_SIGN_IN);
    prompts = Set.of(Prompt.NONE);
    assertThat(refusal()).isEqualTo(FrontChannelError.LOGIN_REQUIRED);
  }

  @Test
  void whoMayNotUseTheServiceIsSignedInAsNobody() {
    active = false;

    assertThat(signIn().expected()).isEmpty();
    assertThat(signIn().wanted().held()).isEmpty();
  }

  @Test
  void whoIsSignedInWellEnoughGetsWhatWasAskedFor() {
    var allowed = allowed();

    assertThat(allowed.client()).isEqualTo(client.id());
    assertThat(allowed.person()).isEqualTo(PERSON);
    assertThat(allowed.session().orElseThrow().id()).isEqualTo(session.orElseThrow().id());
    assertThat(allowed.session().orElseThrow().lowered()).isEqualTo(3);
    assertThat(allowed.scopes()).containsExactly("openid");
    assertThat(allowed.acr()).isEqualTo(acr("p3:a1"));
    assertThat(allowed.grantExpiresAt()).isEqualTo(session.orElseThrow().expiresAt());
    assertThat(allowed.agreements()).isEmpty();
  }

  /** What was shown is their account's no more: they are in, and that is all. */
  @Test
  void ofWhomNothingStandsAnyMoreEverythingIsAskedAnew() {
    signedIn(new Authentication(FIRST, Authentication.ENDED, Set.of(), NOW));

    assertThat(signIn().expected()).contains(PERSON);
    assertThat(signIn().wanted().held()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"LOGIN", "SELECT_ACCOUNT"})
  void whatIsAskedForAgainIsShownAgain(Prompt again) {
    prompts = Set.of(again);

    assertThat(signIn().expected().isPresent()).isEqualTo(again == Prompt.LOGIN);
    begun = Optional.of(NEXT);
    assertThat(refusal()).as("nothing was shown").isEqualTo(FrontChannelError.DID_NOT_SIGN_IN);
    signedIn(sms(FIRST, 60), sms(NEXT, 0));
    assertThat(allowed().shown().inOrder()).containsExactly(sms(NEXT, 0));
  }

  @Test
  void whatWasShownLongAgoDoesNotCountForWhoAsksHowLong() {
    signedIn(sms(FIRST, 10));

    maxAge = Optional.of(Duration.ofMinutes(10));
    assertThat(allowed().shown().inOrder()).hasSize(1);
    maxAge = Optional.of(Duration.ofMinutes(10).minusSeconds(1));
    assertThat(signIn().expected()).contains(PERSON);
    prompts = Set.of(Prompt.NONE);
    assertThat(refusal()).isEqualTo(FrontChannelError.LOGIN_REQUIRED);
  }

  @ParameterizedTest
  @CsvSource({"0, 60", "59, 60", "60, 60", "61, 61", "600, 600"})
  void theStepsOfASignInMayLieAMinuteApart(long maxAge, long within) {
    this.maxAge = Optional.of(Duration.ofSeconds(maxAge));
    signedIn(sms(FIRST, 60));

    assertThat(signIn().wanted().within()).contains(Duration.ofSeconds(within));
  }

  /** A level of two steps, of which the first was before the sign-in that was asked for. */
  @Test
  void aFreshnessThatAWeakerWayBroughtIsNone() {
    minimum = acr("p1:a2");
    signedIn(password(FIRST, 30), sms(NEXT, 0));
    assertThat(allowed().acr()).isEqualTo(acr("p3:a2"));

    maxAge = Optional.of(Duration.ofMinutes(5));
    begun = Optional.of(NEXT);
    assertThat(refusal()).isEqualTo(FrontChannelError.ACR_NOT_REACHED);
    signedIn(password(NEXT, 6), sms(NEXT, 0));
    assertThat(refusal()).as("too far apart").isEqualTo(FrontChannelError.ACR_NOT_REACHED);
    signedIn(password(NEXT, 4), sms(NEXT, 0));
    assertThat(allowed().acr()).isEqualTo(acr("p3:a2"));
  }

  /** Only who asks for a fresh sign-in leaves out what was shown before it was begun. */
  @Test
  void whatWasShownBeforeTheSignInCountsUnlessAFreshOneIsAskedFor() {
    minimum = acr("p1:a2");
    begun = Optional.of(NEXT);
    signedIn(password(FIRST, 20), sms(NEXT, 0));

    assertThat(allowed().shown().inOrder()).hasSize(2);
    maxAge = Optional.of(Duration.ofHours(1));
    assertThat(refusal())
        .as("young enough, yet not fresh")
        .isEqualTo(FrontChannelError.ACR_NOT_REACHED);
    maxAge = Optional.empty();
    prompts = Set.of(Prompt.LOGIN);
    assertThat(refusal()).isEqualTo(FrontChannelError.ACR_NOT_REACHED);
  }

  @Test
  void twoStepsAMinuteApartAreOneSignInHoweverFreshItMustBe() {
    minimum = acr("p1:a2");
    begun = Optional.of(NEXT);
    maxAge = Optional.of(Duration.ZERO);

    signedIn(password(NEXT, 1), sms(NEXT, 0));
    assertThat(allowed().acr()).isEqualTo(acr("p3:a2"));
    signedIn(password(NEXT, 2), sms(NEXT, 0));
    assertThat(refusal()).isEqualTo(FrontChannelError.ACR_NOT_REACHED);
  }

  @Test
  void aFreshSignInOfWhichNothingStandsAnyMoreIsNone() {
    begun = Optional.of(FIRST);
    maxAge = Optional.of(Duration.ofMinutes(5));
    signedIn(new Authentication(FIRST, Authentication.ENDED, Set.of(), NOW));

    assertThat(refusal()).isEqualTo(FrontChannelError.DID_NOT_SIGN_IN);
  }

  @Test
  void anotherPersonThanTheHintedIsNotLetIn() {
    hints = Set.of("another");

    assertThat(signIn().expected()).as("whoever it is, not this one").isEmpty();
    begun = Optional.of(FIRST);
    assertThat(refusal()).isEqualTo(FrontChannelError.OTHER_PERSON);
    begun = Optional.empty();
    prompts = Set.of(Prompt.NONE);
    assertThat(refusal()).isEqualTo(FrontChannelError.LOGIN_REQUIRED);
  }

  @Test
  void twoDifferentHintsAreNobody() {
    hints = Set.of(subject());
    assertThat(allowed().person()).isEqualTo(PERSON);

    hints = Set.of(subject(), "another");
    assertThat(signIn().expected()).isEmpty();
  }

  @Test
  void whoLacksPartOfTheLevelKeepsWhatTheyHaveShown() {
    minimum = acr("p1:a2");

    var signIn = signIn();

    assertThat(signIn.expected()).contains(PERSON);
    assertThat(signIn.wanted().anyOf()).containsExactly(acr("p1:a2"));
    assertThat(signIn.wanted().held().orElseThrow().factors()).containsExactly(Factor.SMS);
    assertThat(signIn.wanted().held().orElseThrow().byFact()).isFalse();
    maxAge = Optional.of(Duration.ofHours(1));
    assertThat(signIn().wanted().held()).as("all of it is to be shown").isEmpty();
    prompts = Set.of(Prompt.NONE);
    assertThat(refusal()).isEqualTo(FrontChannelError.INTERACTION_REQUIRED);
  }

  @Test
  void whatIsDemandedAndNotReachedIsRefusedAfterTheSignIn() {
    minimum = acr("p1:a2");
    begun = Optional.of(FIRST);

    assertThat(refusal()).isEqualTo(FrontChannelError.ACR_NOT_REACHED);
  }

  @Test
  void whatIsOnlyWishedEndsWithTheTruth() {
    acrs = List.of(acr("p4:a1"), acr("p1:a3"));
    assertThat(signIn().wanted().otherwise()).contains(Acr.LEAST);

    begun = Optional.of(FIRST);
    assertThat(allowed().acr()).isEqualTo(acr("p3:a1"));
    essential = true;
    assertThat(refusal()).isEqualTo(FrontChannelError.ACR_NOT_REACHED);
    begun = Optional.empty();
    assertThat(signIn().wanted().otherwise()).isEmpty();
    assertThat(signIn().wanted().anyOf()).containsExactly(acr("p4:a1"), acr("p1:a3"));
  }

  @Test
  void oneOfTheLevelsIsEnough() {
    acrs = List.of(acr("p5:a3"), acr("p2:a1"));

    assertThat(allowed().acr()).as("the level reached").isEqualTo(acr("p3:a1"));
    essential = true;
    assertThat(allowed().acr()).as("as it was asked for").isEqualTo(acr("p2:a1"));
    acrs = List.of(acr("p2:a1"), acr("p3:a1"));
    assertThat(allowed().acr()).as("reached to the letter").isEqualTo(acr("p3:a1"));
  }

  @Test
  void aLevelThatNobodyKnowsIsNeverReached() {
    essential = true;
    assertThat(refusal()).isEqualTo(FrontChannelError.ACR_UNKNOWN);

    session = Optional.empty();
    assertThat(refusal()).isEqualTo(FrontChannelError.ACR_UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "p1:a1, p2:a2, p2:a2",
    "p3:a1, p2:a2, p3:a2",
    "p2:a3, p3:a1, p3:a3",
    "p4:a3, p2:a2, p4:a3"
  })
  void noLevelIsLessThanTheClientsOwn(String asked, String least, String wanted) {
    session = Optional.empty();
    acrs = List.of(acr(asked));
    minimum = acr(least);

    assertThat(signIn().wanted().anyOf()).containsExactly(acr(wanted));
    assertThat(signIn().wanted().otherwise()).contains(minimum);
  }

  @Test
  void whomAFactChoseReachesNoMoreThanP2() {
    signedIn(new Authentication(FIRST, Authentication.BY_FACT, Set.of(Factor.SMS), NOW));
    level = IdentityAssurance.P4;
    assertThat(allowed().acr()).isEqualTo(acr("p2:a1"));

    minimum = acr("p3:a1");
    assertThat(signIn().wanted().held().orElseThrow().byFact()).isTrue();
  }

  @Test
  void whoHasNotAgreedIsAsked() {
    consentRequired = true;
    scopes = Set.of("openid", "phone");
    assertThat(asked().scopes()).containsExactlyInAnyOrder("openid", "phone");

    agree("openid");
    assertThat(asked().scopes()).as("all of it, in one text").hasSize(2);
    agree("openid", "phone", "realname");
    assertThat(allowed().agreements())
        .as("what it rests on, and nothing else")
        .containsExactlyInAnyOrder(agreement("openid"), agreement("phone"));
  }

  @Test
  void aClaimThatIsAskedForByNameIsAgreedToByItsScope() {
    consentRequired = true;
    claims = Set.of("phone_number");
    agree("openid");

    assertThat(asked().scopes()).containsExactlyInAnyOrder("openid", "phone");
    agree("openid", "phone");
    assertThat(allowed().userinfoClaims()).containsExactly("phone_number");
  }

  @Test
  void nameAndPhoneAreReadOnlyForWhoIsAskedToAgree() {
    assertThat(allowed().person()).isEqualTo(PERSON);
    assertThat(read).containsExactly(Part.LEVEL);

    consentRequired = true;
    assertThat(asked().scopes()).isNotEmpty();
    assertThat(read).containsExactlyInAnyOrder(Part.NAME, Part.PHONE, Part.LEVEL);
    consentRequired = false;
    prompts = Set.of(Prompt.CONSENT);
    assertThat(asked().scopes()).isNotEmpty();
    assertThat(read).containsExactlyInAnyOrder(Part.NAME, Part.PHONE, Part.LEVEL);
  }

  @Test
  void withoutAPageNobodyAgrees() {
    consentRequired = true;
    prompts = Set.of(Prompt.NONE);

    assertThat(refusal()).isEqualTo(FrontChannelError.CONSENT_REQUIRED);
    agree("openid");
    assertThat(allowed().scopes()).containsExactly("openid");
  }

  @Test
  void whoIsToBeAskedIsAskedOnceWhateverWasAgreedBefore() {
    prompts = Set.of(Prompt.CONSENT);
    agree("openid");
    assertThat(asked().scopes()).as("even where none is needed").containsExactly("openid");

    consentRequired = true;
    assertThat(asked().scopes()).containsExactly("openid");
    agreed = true;
    assertThat(allowed().scopes()).containsExactly("openid");
  }
}
