package cn.tongxing.adapter.spi.document;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.ResidentIdNumber.Problem;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GB 11643-1999. The persons do not exist. */
@Tag("GB-11643-1999")
class ResidentIdNumberTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);
  private static final String VALID = "350200199001010019";

  private static ResidentIdNumber number(String text) {
    return ResidentIdNumber.parse(text, TODAY).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "350200199001010019, 1990-01-01, RESIDENT_ID",
    "350205199512312889, 1995-12-31, RESIDENT_ID",
    "35020019900115029X, 1990-01-15, RESIDENT_ID",
    "440300200002290035, 2000-02-29, RESIDENT_ID",
    "110101197001010024, 1970-01-01, RESIDENT_ID",
    "350200199001010027, 1990-01-01, RESIDENT_ID",
    "810000199001010019, 1990-01-01, RESIDENCE_PERMIT_HKMOTW",
    "820000199001010029, 1990-01-01, RESIDENCE_PERMIT_HKMOTW",
    "830000199001010039, 1990-01-01, RESIDENCE_PERMIT_HKMOTW",
    "935840198506070019, 1985-06-07, FOREIGN_PERMANENT_RESIDENT"
  })
  void aWellFormedNumberSaysWhenItsHolderWasBornAndWhichDocumentCarriesIt(
      String text, LocalDate born, DocumentType type) {
    ResidentIdNumber number = number(text);

    assertThat(number.reveal()).isEqualTo(text);
    assertThat(number.birthDate()).isEqualTo(born);
    assertThat(number.documentType()).isEqualTo(type);
    assertThat(number.isSuspicious(TODAY)).isFalse();
    assertThat(ResidentIdNumber.check(text, TODAY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "350200-19900101-0019",
        "350200 19900101 0019",
        "350200\u201319900101\u20130019",
        "\u202d350200199001010019\u202c",
        "350200199001010019\u200b",
        "３５０２００１９９００１０１００１９\u3000"
      })
  void whatIsPutBetweenTheDigitsOrCopiedAlongIsNoMistake(String typed) {
    assertThat(number(typed).reveal()).isEqualTo(VALID);
  }

  @ParameterizedTest
  @CsvSource({
    "350200199001010018, CHECK_CHARACTER",
    "350200199001010029, CHECK_CHARACTER",
    "35020019900101001X, CHECK_CHARACTER",
    "350200190002290015, BIRTH_DATE",
    "350200209901010010, BIRTH_DATE",
    "350200199013010019, BIRTH_DATE",
    "350200199000010019, BIRTH_DATE",
    "350200199001000019, BIRTH_DATE",
    "350200000001010019, BIRTH_DATE",
    "999999199001010016, PROVINCE",
    "010200199001010019, PROVINCE",
    "935000198506070019, PROVINCE",
    "350200199001010000, SEQUENCE",
    "35020019900101001, LENGTH",
    "3502001990010100190, LENGTH",
    "350203850607001, OLD_FORM",
    "'', LENGTH",
    "35020019900101001A, CHARACTERS",
    "3502001990O1010019, CHARACTERS",
    "X50200199001010019, CHARACTERS",
    "٣٥٠٢٠٠١٩٩٠٠١٠١٠٠١٩, CHARACTERS"
  })
  void aMalformedNumberIsRefusedAndTheProblemNamed(String text, Problem problem) {
    assertThat(ResidentIdNumber.parse(text, TODAY)).isEmpty();
    assertThat(ResidentIdNumber.check(text, TODAY)).contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"３５０２００１９９００１０１００１９", "350200 19900101 0019", " 350200\u300019900101\u00a00019\t"})
  void fullWidthDigitsAndSpacesAreFolded(String typed) {
    assertThat(number(typed)).isEqualTo(number(VALID)).hasSameHashCodeAs(number(VALID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"35020019900115029x", "３５０２００１９９００１１５０２９ｘ"})
  void aSmallXIsRaised(String typed) {
    assertThat(number(typed).reveal()).isEqualTo("35020019900115029X");
  }

  @ParameterizedTest
  @ValueSource(strings = {VALID, "35020019900115029X", "935840198506070019", "810000199001010019"})
  void anySingleChangedCharacterIsRefused(String valid) {
    for (int i = 0; i < valid.length(); i++) {
      for (char other : "0123456789X".toCharArray()) {
        if (other != valid.charAt(i)) {
          String changed = valid.substring(0, i) + other + valid.substring(i + 1);
          assertThat(ResidentIdNumber.parse(changed, TODAY)).as(changed).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"350205199512312889", "440300200002290035", "935840198506070019"})
  void anyTwoNeighboursSwappedAreRefused(String valid) {
    for (int i = 0; i + 1 < valid.length(); i++) {
      if (valid.charAt(i) != valid.charAt(i + 1)) {
        String swapped =
            valid.substring(0, i) + valid.charAt(i + 1) + valid.charAt(i) + valid.substring(i + 2);
        assertThat(ResidentIdNumber.parse(swapped, TODAY)).as(swapped).isEmpty();
      }
    }
  }

  @Test
  void aHolderOfMoreThan120YearsIsValidButSuspicious() {
    assertThat(number("350200189912310013").isSuspicious(TODAY)).isTrue();
  }

  @Test
  void theDayOfBirthItselfIsNotInTheFuture() {
    assertThat(ResidentIdNumber.parse(VALID, LocalDate.of(1990, 1, 1))).isPresent();
    assertThat(ResidentIdNumber.check(VALID, LocalDate.of(1989, 12, 31)))
        .contains(Problem.BIRTH_DATE);
  }

  @Test
  void nobodyIsOlderThan150Years() {
    assertThat(ResidentIdNumber.check(VALID, LocalDate.of(2140, 12, 31))).isEmpty();
    assertThat(ResidentIdNumber.check(VALID, LocalDate.of(2141, 1, 1)))
        .contains(Problem.BIRTH_DATE);
  }

  @Test
  void anOldNumberOfHistoryDataGainsCenturyAndCheckCharacter() {
    assertThat(ResidentIdNumber.fromOldForm("350203850607001", TODAY))
        .map(ResidentIdNumber::reveal)
        .contains("350203198506070011");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "35020385060700", "350203851307001", "990203850607001", VALID})
  void whatIsNoOldNumberIsNotConverted(String text) {
    assertThat(ResidentIdNumber.fromOldForm(text, TODAY)).isEqualTo(Optional.empty());
  }

  @Test
  void hugeInputIsRefusedUnread() {
    assertThat(ResidentIdNumber.check(" ".repeat(10_000_000) + VALID, TODAY))
        .contains(Problem.LENGTH);
  }

  @Test
  void itPrintsMasked() {
    assertThat(number(VALID)).hasToString("3***************19");
    assertThat(number(VALID).masked()).isEqualTo("3***************19");
    assertThat(IdentityDocument.of(number(VALID)))
        .hasToString("IdentityDocument[RESIDENT_ID, 3***************19]");
  }
}
