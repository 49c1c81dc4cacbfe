package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.AccountRule.Own.LINKED_WAY;
import static cn.tongxing.idp.identity.AccountRule.Own.PASSKEY;
import static cn.tongxing.idp.identity.AccountRule.Own.PASSWORD;
import static cn.tongxing.idp.identity.AccountRule.Own.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.testing.Clause;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What counts as a thing of one's own, and which things are of one kind. */
@Clause({"A1", "A13"})
class KindsOfThingsTest {

  private static final Set<Own> NOTHING = Set.of();

  @ParameterizedTest
  @EnumSource(Factor.class)
  void eachFactorIsOneThingOfTheAccountOrNone(Factor factor) {
    Set<Own> own =
        switch (factor) {
          case SMS -> Set.of(PHONE);
          case PASSWORD -> Set.of(PASSWORD);
          case HARDWARE_KEY, SOFTWARE_KEY -> Set.of(PASSKEY);
          case UPSTREAM_ACCOUNT, NETWORK_CREDENTIAL -> Set.of(LINKED_WAY);
          default -> NOTHING; // a face or an officer proves somebody, and is nobody's thing
        };
    assertThat(Own.in(Set.of(factor))).isEqualTo(own);
  }

  @Test
  void ofManyFactorsEachCounts() {
    assertThat(Own.in(EnumSet.allOf(Factor.class)))
        .containsExactlyInAnyOrder(PHONE, PASSWORD, PASSKEY, LINKED_WAY);
    assertThat(Own.in(Set.of())).isEmpty();
  }

  @Test
  void nameAndNumberHearOfNoFreeze() {
    assertThat(AccountRule.mayHearOfFreeze(Shown.of())).isFalse();
    for (IdentityAssurance level : IdentityAssurance.values()) {
      assertThat(AccountRule.mayHearOfFreeze(new Shown(NOTHING, Optional.of(level), true)))
          .as("%s", level)
          .isEqualTo(level.atLeast(IdentityAssurance.P4));
    }
    for (Own one : Own.values()) {
      assertThat(AccountRule.mayHearOfFreeze(Shown.of(one))).as("%s", one).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "P1, A1, false",
    "P3, A1, false",
    "P3, A2, true",
    "P1, A2, true",
    "P4, A1, true",
    "P5, A3, true"
  })
  void aWaySaysThatItsPersonIsThereByALevelOrByTwoKinds(
      IdentityAssurance identity, AuthenticationAssurance authentication, boolean may) {
    assertThat(AccountRule.mayShowPresence(new Acr(identity, authentication))).isEqualTo(may);
  }

  /** A code and an app are on one stolen phone. */
  @Test
  void whatEndsAChangeByTheKindThatBeganItIsAWithdrawal() {
    assertThat(AccountRule.isWithdrawal(Set.of(PHONE), Set.of(LINKED_WAY))).isTrue();
    assertThat(AccountRule.isWithdrawal(Set.of(PHONE), Set.of(PASSWORD))).isFalse();
    assertThat(AccountRule.isWithdrawal(Set.of(PHONE), Set.of(PHONE, PASSWORD))).isFalse();
    assertThat(AccountRule.isWithdrawal(Set.of(PHONE, PASSWORD), Set.of(PASSWORD))).isTrue();
    assertThat(AccountRule.isWithdrawal(NOTHING, Set.of(PASSKEY))).as("an operator's").isFalse();
  }

  @Test
  void thingsAreOfOneKindWhereAllOfThemAre() {
    assertThat(AccountRule.areOfOneKind(Set.of(PHONE), Set.of(LINKED_WAY))).isTrue();
    assertThat(AccountRule.areOfOneKind(Set.of(PHONE, LINKED_WAY), Set.of(PHONE))).isTrue();
    assertThat(AccountRule.areOfOneKind(Set.of(PHONE), Set.of(PASSWORD))).isFalse();
    assertThat(AccountRule.areOfOneKind(Set.of(PASSWORD), Set.of(PASSKEY))).isFalse();
    assertThat(AccountRule.areOfOneKind(Set.of(PHONE, PASSWORD), Set.of(PHONE, PASSWORD)))
        .as("two kinds are not one")
        .isFalse();
    assertThat(AccountRule.areOfOneKind(NOTHING, NOTHING)).isFalse();
  }

  @Test
  void oneMoreThingAddsAKindOrDoesNot() {
    assertThat(AccountRule.addsKind(Set.of(PHONE), PASSWORD)).isTrue();
    assertThat(AccountRule.addsKind(Set.of(PHONE), LINKED_WAY)).isFalse();
    assertThat(AccountRule.addsKind(Set.of(PHONE, PASSWORD), PASSKEY)).isTrue();
    assertThat(AccountRule.addsKind(Set.of(PASSWORD), PASSWORD)).isFalse();
    assertThat(AccountRule.addsKind(NOTHING, PHONE)).isTrue();
  }
}
