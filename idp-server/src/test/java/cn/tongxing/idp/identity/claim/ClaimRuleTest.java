package cn.tongxing.idp.identity.claim;

import static cn.tongxing.idp.identity.claim.ClaimKind.BIRTH_DATE;
import static cn.tongxing.idp.identity.claim.ClaimKind.LATIN_NAME;
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
import cn.tongxing.idp.identity.claim.Said.Voice;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.testing.Clause;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClaimRuleTest {

  private static Said register(String text, IdentityAssurance level) {
    return new Said(text, "population-register", level, Voice.REGISTER);
  }

  private static Said other(String text, IdentityAssurance level) {
    return new Said(text, "alipay", level, Voice.WITNESS);
  }

  private static Said hearsay(String text, String source) {
    return new Said(text, source, P3, Voice.HEARSAY);
  }

  private static Verdict judge(ClaimKind kind, Said known, Said said) {
    return ClaimRule.judge(kind, Optional.of(known), Set.of(known.source()), said);
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
        // whatever only a link to the source ties to the person
        arguments(known, hearsay("林晓月", "alipay"), PASSED_BY),
        arguments(known, hearsay("王大明", "alipay"), CONTRADICTED),
        arguments(known, hearsay("王大明", "population-register"), CONTRADICTED),
        arguments(other("林晓月", P3), hearsay("林晓月", "alipay"), CONFIRMED),
        arguments(other("林晓月", P2), hearsay("林晓月", "alipay"), BELIEVED),
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
    assertThat(judge(NAME, known, said)).isEqualTo(verdict);
  }

  @Test
  @Clause("L14")
  void aDateOfBirthToo() {
    Said known = register("1990-01-01", P2);

    assertThat(judge(BIRTH_DATE, known, other("1990-01-02", P4))).isEqualTo(CONTRADICTED);
    assertThat(judge(BIRTH_DATE, known, register("1990-01-02", P2))).isEqualTo(BELIEVED);
  }

  /** Thirty characters fill the zone of a card: what followed is on no card. */
  private static final String CUT = "ALEXANDRA KONSTANTINA PAPADOPO";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "CHAN TAI-MAN, CHAN TAI MAN, CONFIRMED",
        "CHAN TAI-MAN, CHAN<TAI<MAN, CONFIRMED",
        "\"O'NEIL, SEÁN\", ONEIL SEAN, CONFIRMED",
        "CHAN TAI-MAN, CHEN DAWEN, BELIEVED",
        "CHAN TAI-MAN, CHAN TAI, BELIEVED",
        CUT + ", " + CUT + "ULOU, BELIEVED",
        CUT + "ULOU, " + CUT + ", PASSED_BY",
        CUT + ", ALEXANDRA, BELIEVED"
      })
  @Clause("L14")
  void namesOfTwoZonesAreComparedByTheirLettersAndOneThatWasCutReplacesNone(
      String known, String said, Verdict verdict) {
    assertThat(judge(LATIN_NAME, register(known, P2), register(said, P2))).isEqualTo(verdict);
  }

  @Test
  void theFirstToSaySomethingIsBelieved() {
    assertThat(first(Set.of(), other("林?月", P2))).isEqualTo(BELIEVED);
    assertThat(first(Set.of(), hearsay("林晓月", "alipay"))).isEqualTo(BELIEVED);
  }

  private static Verdict first(Set<String> sources, Said said) {
    return ClaimRule.judge(NAME, Optional.empty(), sources, said);
  }

  @Test
  @Clause("L14")
  void inPlaceOfWhatWasWithdrawnHearsayIsBelievedOfItsOwnSourceOnly() {
    Set<String> both = Set.of("population-register", "alipay");
    assertThat(first(both, hearsay("王大明", "alipay"))).isEqualTo(PASSED_BY);
    assertThat(first(Set.of("population-register"), hearsay("王大明", "alipay"))).isEqualTo(PASSED_BY);
    assertThat(first(Set.of("alipay"), hearsay("王大明", "alipay"))).isEqualTo(BELIEVED);
    assertThat(first(both, other("林晓月", P2))).isEqualTo(BELIEVED);
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
