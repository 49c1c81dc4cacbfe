package cn.tongxing.idp.identity.claim;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.PersonName.Comparison;
import cn.tongxing.idp.testing.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ICAO Doc 9303: a zone holds 30 or 39 characters of a name, and a filler less may be shown. */
@Clause("L14")
class LatinNameTest {

  /** As many as fill the zone of a card. */
  private static final String CUT = "ALEXANDRA KONSTANTINA PAPADOPO";

  @ParameterizedTest
  @CsvSource({
    "28, false",
    "29, true",
    "30, true",
    "31, false",
    "37, false",
    "38, true",
    "39, true",
    "40, false",
    "1, false"
  })
  void aNameThatFillsAZoneMayHaveLostItsEnd(int length, boolean cut) {
    assertThat(LatinName.mayBeCut("A".repeat(length))).isEqualTo(cut);
  }

  @Test
  void ofANameThatWasCutTheRestIsUnknownOnWhicheverSideItIs() {
    assertThat(LatinName.compare(CUT, CUT + "ULOU")).isEqualTo(Comparison.CANNOT_COMPARE);
    assertThat(LatinName.compare(CUT + "ULOU", CUT)).isEqualTo(Comparison.CANNOT_COMPARE);
    assertThat(LatinName.compare(CUT, CUT)).isEqualTo(Comparison.EQUAL);
  }

  @Test
  void aShorterNameIsAnotherOne() {
    assertThat(LatinName.compare(CUT, "ALEXANDRA")).isEqualTo(Comparison.DIFFERENT);
    assertThat(LatinName.compare("ALEXANDRA", CUT)).isEqualTo(Comparison.DIFFERENT);
    assertThat(LatinName.compare("CHAN TAI", "CHAN TAI MAN")).isEqualTo(Comparison.DIFFERENT);
    assertThat(LatinName.compare(CUT, "MARIA KONSTANTINA PAPADOPOULOU"))
        .isEqualTo(Comparison.DIFFERENT);
    assertThat(LatinName.compare("chan tai-màn", "CHAN TAI MAN")).isEqualTo(Comparison.EQUAL);
  }
}
