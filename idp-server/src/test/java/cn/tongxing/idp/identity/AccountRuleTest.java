package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.AccountRule.Own.LINKED_WAY;
import static cn.tongxing.idp.identity.AccountRule.Own.PASSKEY;
import static cn.tongxing.idp.identity.AccountRule.Own.PASSWORD;
import static cn.tongxing.idp.identity.AccountRule.Own.PHONE;
import static cn.tongxing.idp.identity.AccountRule.RegisteredTo.ANOTHERS;
import static cn.tongxing.idp.identity.AccountRule.RegisteredTo.THEIRS;
import static cn.tongxing.idp.identity.AccountRule.RegisteredTo.UNKNOWN;
import static cn.tongxing.idp.identity.AccountRule.When.AFTER_HOLD;
import static cn.tongxing.idp.identity.AccountRule.When.AT_COUNTER;
import static cn.tongxing.idp.identity.AccountRule.When.AT_ONCE;
import static cn.tongxing.idp.identity.AccountRule.When.NEVER;
import static cn.tongxing.idp.kernel.IdentityAssurance.P1;
import static cn.tongxing.idp.kernel.IdentityAssurance.P2;
import static cn.tongxing.idp.kernel.IdentityAssurance.P3;
import static cn.tongxing.idp.kernel.IdentityAssurance.P4;
import static cn.tongxing.idp.kernel.IdentityAssurance.P5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import cn.tongxing.idp.identity.AccountRule.Account;
import cn.tongxing.idp.identity.AccountRule.Effect;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.RegisteredTo;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.AccountRule.When;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AccountRuleTest {

  private static Shown own(Own... things) {
    return new Shown(Set.of(things), Optional.empty(), false);
  }

  private static Shown proof(IdentityAssurance level, boolean possession, Own... things) {
    return new Shown(Set.of(things), Optional.of(level), possession);
  }

  private static Account account(IdentityAssurance level) {
    return new Account(level, false, List.of(UNKNOWN));
  }

  private static Account byNameAndNumber(RegisteredTo... phones) {
    return new Account(P2, true, List.of(phones));
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        // shown, rests on, in, phone
        arguments("nothing", own(), P2, false, NEVER),
        arguments("a d: the fresh phone", own(PHONE), P2, true, AFTER_HOLD),
        arguments("a d: the password", own(PASSWORD), P2, true, AFTER_HOLD),
        arguments("a d: a passkey", own(PASSKEY), P5, true, AFTER_HOLD),
        arguments("a d: a linked way", own(LINKED_WAY), P3, true, AFTER_HOLD),
        arguments("a d: one possession twice", own(PHONE, LINKED_WAY), P3, true, AFTER_HOLD),
        arguments("a: held and known", own(PHONE, PASSWORD), P2, true, AT_ONCE),
        arguments("a: passkey and phone", own(PASSKEY, PHONE), P4, true, AT_ONCE),
        arguments("a: passkey and password", own(PASSKEY, PASSWORD), P4, true, AT_ONCE),
        arguments("b: a face", proof(P4, true), P5, true, AT_ONCE),
        arguments("b: the counter", proof(P5, true), P5, true, AT_ONCE),
        arguments("c: a card", proof(P3, true), P2, false, AFTER_HOLD),
        arguments("c: a card", proof(P3, true), P3, false, AFTER_HOLD),
        arguments("c: a card against more", proof(P3, true), P4, false, AT_COUNTER),
        arguments("c: nothing held", proof(P3, false), P2, false, NEVER),
        arguments("c d: a card and the phone", proof(P3, true, PHONE), P4, true, AFTER_HOLD),
        arguments("e: name and number", proof(P2, true), P2, false, NEVER),
        arguments("e: and with whatever", proof(P2, false), P5, false, NEVER));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  @Clause({"A1", "A13"})
  void whatIsShownOpensAndChangesWhatItsRowSays(
      String row, Shown shown, IdentityAssurance restsOn, boolean in, When phone) {
    assertThat(AccountRule.of(shown, account(restsOn))).isEqualTo(new Effect(in, phone));
    assertThat(AccountRule.opens(shown)).isEqualTo(in);
  }

  private static Shown young(Own young, Own... things) {
    return new Shown(Set.of(things), Set.of(young), Optional.empty(), false, List.of());
  }

  @Test
  @Clause({"A13", "N8"})
  void whatIsYoungOpensAndIsNoKindOfItsOwn() {
    for (Own young : Own.values()) {
      assertThat(AccountRule.of(young(young, young), account(P2)))
          .isEqualTo(new Effect(true, AFTER_HOLD));
    }
    assertThat(AccountRule.of(young(PASSKEY, PASSWORD, PASSKEY), account(P4)).phone())
        .isEqualTo(AFTER_HOLD);
    assertThat(AccountRule.of(young(PASSWORD, PASSWORD, PHONE, PASSKEY), account(P4)).phone())
        .as("two are left")
        .isEqualTo(AT_ONCE);
    assertThat(AccountRule.thaws(young(PASSWORD, PASSWORD, PHONE))).isFalse();
    assertThat(AccountRule.afterWithdrawal(young(PASSWORD, PASSWORD, PHONE), account(P2)))
        .isEqualTo(AT_COUNTER);
  }

  static Stream<Arguments> changers() {
    Set<Own> phone = Set.of(PHONE);
    Set<Own> both = Set.of(PHONE, PASSWORD);
    return Stream.of(
        // shown, rests on, what the account has of what counts, whether ways may be changed
        arguments("nothing", own(), P2, phone, false),
        arguments("a code", own(PHONE), P2, phone, false),
        arguments("a password", own(PASSWORD), P2, both, false),
        arguments("one possession twice", own(PHONE, LINKED_WAY), P2, both, false),
        arguments("a key", own(PASSKEY), P5, both, true),
        arguments("a young key", young(PASSKEY, PASSKEY), P2, both, false),
        arguments("two kinds", own(PHONE, PASSWORD), P4, both, true),
        arguments("two kinds, one young", young(PASSWORD, PHONE, PASSWORD), P4, phone, false),
        arguments("row e beside the only kind", proof(P2, true, PHONE), P2, phone, true),
        arguments("row e beside another kind", proof(P2, true, PHONE), P2, both, false),
        arguments("row e against more", proof(P2, true, PHONE), P3, phone, false),
        arguments("a card beside another kind", proof(P3, true, PHONE), P3, both, false),
        arguments("a card beside the only kind", proof(P3, true, PHONE), P3, phone, true),
        arguments("a proof below it", proof(P3, true, PHONE), P4, phone, false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changers")
  @Clause({"N8", "N9"})
  void oneKindAloneChangesNoWay(
      String row, Shown shown, IdentityAssurance restsOn, Set<Own> has, boolean may) {
    assertThat(AccountRule.changesWays(shown, P1, restsOn, has)).isEqualTo(may);
  }

  /** By a face, or by the password of the network identity: nobody else has them. */
  @ParameterizedTest
  @CsvSource({"P3, P3, true", "P4, P3, true", "P3, P4, false", "P2, P2, false"})
  @Clause({"N8", "N9"})
  void whoIsSaidToBeThereAtTheAccountsLevelChangesWays(
      IdentityAssurance present, IdentityAssurance restsOn, boolean may) {
    assertThat(AccountRule.changesWays(proof(present, true), present, restsOn, Set.of(PASSWORD)))
        .isEqualTo(may);
  }

  static Stream<Arguments> afterStops() {
    return Stream.of(
        arguments(own(), P2, NEVER),
        arguments(own(PHONE), P2, AT_COUNTER),
        arguments(own(PASSKEY, PASSWORD), P2, AT_COUNTER),
        arguments(proof(P2, true), P2, NEVER),
        arguments(proof(P3, true), P2, AT_COUNTER),
        arguments(proof(P3, true, PHONE, PASSWORD), P2, AT_COUNTER),
        arguments(proof(P4, true), P5, AT_ONCE),
        arguments(proof(P5, true, PHONE), P5, AT_ONCE));
  }

  @ParameterizedTest
  @MethodSource("afterStops")
  @Clause("A13")
  void afterAStopTheProofAloneChangesThePhone(Shown shown, IdentityAssurance restsOn, When phone) {
    assertThat(AccountRule.afterStop(shown, account(restsOn))).isEqualTo(phone);
  }

  static Stream<Arguments> afterWithdrawals() {
    return Stream.of(
        arguments(own(), P2, NEVER),
        arguments(own(PHONE), P2, AT_COUNTER),
        arguments(own(PASSKEY, PASSWORD), P2, AT_ONCE),
        arguments(proof(P2, true), P2, NEVER),
        arguments(proof(P3, true), P2, AT_COUNTER),
        arguments(proof(P4, true), P5, AT_ONCE));
  }

  @ParameterizedTest
  @MethodSource("afterWithdrawals")
  @Clause("A13")
  void afterAWithdrawalNothingThatWaitsBegins(Shown shown, IdentityAssurance restsOn, When phone) {
    assertThat(AccountRule.afterWithdrawal(shown, account(restsOn))).isEqualTo(phone);
  }

  static Stream<Arguments> takeOvers() {
    return Stream.of(
        arguments(proof(P4, true), byNameAndNumber(THEIRS), AT_ONCE),
        arguments(proof(P3, true), byNameAndNumber(ANOTHERS), AFTER_HOLD),
        arguments(proof(P3, true), byNameAndNumber(ANOTHERS, ANOTHERS), AFTER_HOLD),
        arguments(proof(P3, true), byNameAndNumber(ANOTHERS, UNKNOWN), AT_COUNTER),
        arguments(proof(P3, true), byNameAndNumber(THEIRS), AT_COUNTER),
        arguments(proof(P3, false), byNameAndNumber(ANOTHERS), NEVER),
        arguments(proof(P2, true), byNameAndNumber(ANOTHERS), NEVER),
        arguments(own(PHONE, PASSWORD), byNameAndNumber(ANOTHERS), NEVER),
        arguments(proof(P4, true), account(P3), NEVER));
  }

  @ParameterizedTest
  @MethodSource("takeOvers")
  @Clause("L1")
  void onlyAnAccountByNameAndNumberAloneIsTakenOver(Shown shown, Account account, When when) {
    assertThat(AccountRule.takeOver(shown, account)).isEqualTo(when);
  }

  @Test
  @Clause("L1")
  void whereASquatterMayHaveOpenedItRowCChangesNothing() {
    assertThat(AccountRule.isInDoubt(byNameAndNumber(THEIRS))).isFalse();
    assertThat(AccountRule.isInDoubt(account(P3))).isFalse();
    assertThat(AccountRule.isInDoubt(byNameAndNumber())).isTrue();
    assertThat(AccountRule.isInDoubt(byNameAndNumber(THEIRS, UNKNOWN))).isTrue();
    assertThat(AccountRule.isInDoubt(byNameAndNumber(ANOTHERS))).isTrue();
  }

  @Test
  void aHoldLastsTwoDays() {
    assertThat(AccountRule.HOLD).isEqualTo(Duration.ofHours(48));
  }
}
