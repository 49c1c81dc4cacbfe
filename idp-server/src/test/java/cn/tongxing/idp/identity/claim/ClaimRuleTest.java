package cn.tongxing.idp.identity.claim;

import static cn.tongxing.idp.identity.claim.ClaimKind.BIRTH_DATE;
import static cn.tongxing.idp.identity.claim.ClaimKind.NAME;
import static cn.tongxing.idp.identity.claim.ClaimRule.Verdict.BELIEVED;
import static cn.tongxing.idp.identity.claim.ClaimRule.Verdict.CONFIRMED;
import static cn.tongxing.idp.identity.claim.ClaimRule.Verdict.CONTRADICTED;
import static cn.tongxing.idp.identity.claim.ClaimRule.Verdict.PASSED_BY;
import static cn.tongxing.idp.kernel.IdentityAssurance.P2;
import static cn.tongxing.idp.kernel.IdentityAssurance.P3;
import static cn.tongxing.idp.kernel.IdentityAssurance.P4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.idp.identity.claim.ClaimRule.Verdict;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.testing.Clause;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClaimRuleTest {

  private static Said register(String text, IdentityAssurance level) {
    return new Said(text, "population-register", level, true);
  }

  private static Said other(String text, IdentityAssurance level) {
    return new Said(text, "alipay", level, false);
  }

  static Stream<Arguments> names() {
    Said known = register("林晓月", P2);
    return Stream.of(
        // the same name
        arguments(known, register("林晓月", P2), CONFIRMED),
        arguments(known, register("林 晓月", P2), CONFIRMED),
        arguments(known, register("林晓月", P4), BELIEVED),
        arguments(known, other("林晓月", P2), PASSED_BY),
        arguments(known, other("林晓月", P3), BELIEVED),
        arguments(register("林晓月", P4), register("林晓月", P2), PASSED_BY),
        // another name
        arguments(known, register("王大明", P2), BELIEVED),
        arguments(known, register("王大明", P4), BELIEVED),
        arguments(register("林晓月", P4), register("王大明", P2), CONTRADICTED),
        arguments(known, other("王大明", P4), CONTRADICTED),
        arguments(known, other("王大明", P2), CONTRADICTED),
        // a name that says nothing
        arguments(known, register("*晓月", P4), PASSED_BY),
        arguments(known, other("林*月", P4), PASSED_BY),
        arguments(known, register("??", P4), PASSED_BY),
        // a known name that nobody could write
        arguments(other("林?月", P4), register("林晓月", P2), BELIEVED),
        arguments(other("林?月", P2), other("林晓月", P4), PASSED_BY),
        arguments(other("林?月", P2), register("*月", P4), PASSED_BY));
  }

  @ParameterizedTest
  @MethodSource("names")
  @Clause("L14")
  void aNameIsReplacedByItsOwnOrTheRegistersOfNoLowerLevelOnly(
      Said known, Said said, Verdict verdict) {
    assertThat(ClaimRule.judge(NAME, Optional.of(known), said)).isEqualTo(verdict);
  }

  @Test
  @Clause("L14")
  void aDateOfBirthToo() {
    Said known = register("1990-01-01", P2);

    assertThat(ClaimRule.judge(BIRTH_DATE, Optional.of(known), other("1990-01-02", P4)))
        .isEqualTo(CONTRADICTED);
    assertThat(ClaimRule.judge(BIRTH_DATE, Optional.of(known), register("1990-01-02", P2)))
        .isEqualTo(BELIEVED);
  }

  @Test
  void theFirstToSaySomethingIsBelieved() {
    assertThat(ClaimRule.judge(NAME, Optional.empty(), other("林?月", P2))).isEqualTo(BELIEVED);
  }

  @ParameterizedTest
  @CsvSource({"林晓月, true", "林 晓月, true", "王大明, false", "林*月, false", "??, false"})
  void aProvenNameThatCannotBeComparedIsNotTheKnownOne(String proven, boolean same) {
    assertThat(ClaimRule.isSameName(name("林晓月"), name(proven))).isEqualTo(same);
    assertThat(ClaimRule.isSameName(name("林?月"), name("林晓月"))).isTrue();
  }

  private static PersonName name(String written) {
    return PersonName.parse(written).orElseThrow();
  }

  @Test
  void whoComparesWithTheRegisterKeepsIt() {
    assertThat(ClaimRule.isRegister(Method.NAME_NUMBER_MATCH)).isTrue();
    assertThat(ClaimRule.isRegister(Method.COUNTER_CHIP)).isTrue();
    assertThat(ClaimRule.isRegister(Method.PEER_ASSERTION)).isFalse();
    assertThat(ClaimRule.isRegister(Method.MIGRATED)).isFalse();
  }

  @Test
  void nothingPersonalIsPrinted() {
    assertThat(register("林晓月", P2)).hasToString("Said[population-register, P2]");
  }
}
