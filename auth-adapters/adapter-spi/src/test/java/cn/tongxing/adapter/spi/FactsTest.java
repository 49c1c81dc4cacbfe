package cn.tongxing.adapter.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.tongxing.adapter.spi.FormField.Issued;
import cn.tongxing.adapter.spi.FormField.Kind;
import cn.tongxing.adapter.spi.PersonFacts.Paper;
import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an adapter says of a person: where it ends, and when two are not the same. */
class FactsTest {

  private static final LocalizedText TEXT = new LocalizedText("文字", "文字", "text");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);
  private static final IdentityDocument PERMIT =
      new IdentityDocument(DocumentType.MAINLAND_TRAVEL_PERMIT_HKMO, "H12345678", "CN");

  private static PhoneNumber phone(String number) {
    return PhoneNumber.parse(number).orElseThrow();
  }

  private static ResidentIdNumber resident(String seventeen) {
    return ResidentIdNumber.parse(seventeen, TODAY).orElseThrow();
  }

  private static Paper paper(LocalDate issued, LocalDate expires) {
    return new Paper(PERMIT, Optional.of(issued), Optional.of(expires), Optional.empty());
  }

  @Test
  void twoPhonesTwoNumbersAndTwoStatesAreNotTheSame() {
    assertThat(phone("13800000000")).isEqualTo(phone("138 0000 0000"));
    assertThat(phone("13800000000")).isNotEqualTo(phone("13800000001"));
    assertThat(phone("13800000000")).doesNotHaveSameHashCodeAs(phone("13800000001"));
    assertThat(resident("350200199001010019")).isNotEqualTo(resident("350200199001010027"));
    assertThat(resident("350200199001010019"))
        .doesNotHaveSameHashCodeAs(resident("350200199001010027"));
    assertThat(AdapterState.of("a")).isNotEqualTo(AdapterState.of("b"));
    assertThat(AdapterState.of("a")).doesNotHaveSameHashCodeAs(AdapterState.of("b"));
    assertThat(AdapterState.of("张三").text()).isEqualTo("张三");
  }

  @Test
  void aDocumentMayBeUsedOnItsLastDayAndNotAfter() {
    Paper ends = paper(TODAY.minusYears(5), TODAY);

    assertThat(ends.isOver(TODAY)).isFalse();
    assertThat(ends.isOver(TODAY.plusDays(1))).isTrue();
    assertThat(Paper.of(PERMIT).isOver(TODAY.plusYears(99))).as("one without an end").isFalse();
  }

  @Test
  void aDocumentDoesNotEndBeforeItBegins() {
    assertThat(paper(TODAY, TODAY).isOver(TODAY)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> paper(TODAY, TODAY.minusDays(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "123456789"})
  void anIssueNumberIsShort(String number) {
    assertThat(issue("12345678").issueNumber()).contains("12345678");
    assertThatIllegalArgumentException().isThrownBy(() -> issue(number));
  }

  private static Paper issue(String number) {
    return new Paper(PERMIT, Optional.empty(), Optional.empty(), Optional.of(number));
  }

  @Test
  void ofSeveralPiecesTheFirstThatSaysSomethingCounts() {
    IdentityDocument card = IdentityDocument.of(resident("350200199001010019"));
    PersonFacts first =
        PersonFacts.none().holding(paper(TODAY, TODAY)).reachedAt(phone("13800000000"));
    PersonFacts second =
        PersonFacts.none()
            .named(PersonName.parse("张三").orElseThrow())
            .holding(PERMIT)
            .holding(card)
            .reachedAt(phone("13800000001"))
            .born(LocalDate.of(1990, 1, 1));

    PersonFacts both = PersonFacts.together(List.of(first, second));

    assertThat(both.papers()).containsExactly(paper(TODAY, TODAY), Paper.of(card));
    assertThat(both.documents()).containsExactly(PERMIT, card);
    assertThat(both.phone()).contains(phone("13800000000"));
    assertThat(both.name()).isPresent();
    assertThat(both.toString()).contains("birthDate=known").doesNotContain("1990");
    assertThat(first.toString()).contains("birthDate=unknown").contains("Paper[");
  }

  @Test
  void nobodyVouchesByABlankName() {
    EvidenceItem item =
        EvidenceItem.of(
            EvidenceItem.Method.COUNTER_MANUAL, "hall", Instant.EPOCH, "1", "0".repeat(64));

    assertThat(item.vouched("S-17").operator()).contains("S-17");
    assertThat(item.vouched(" ").operator()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "员工", "123456789012345678901234567890123"})
  void aStaffNumberIsPlain(String number) {
    assertThat(new Operator("Abc-9", Operator.Role.CONFIRMS).staffNumber()).isEqualTo("Abc-9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Operator(number, Operator.Role.CONDUCTS));
  }

  @Test
  void anUpstreamsSubjectAndIssuerEndAtTwoHundredAndFiftyFive() {
    String longest = "s".repeat(255);
    assertThat(new ExternalSubject(longest, longest).subject()).hasSize(255);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExternalSubject(longest + "s", longest));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExternalSubject(longest, longest + "s"));
  }

  @Test
  void anIllAdapterSaysWhy() {
    assertThat(AdapterHealth.ill("no answer").problem()).contains("no answer");
    assertThatIllegalArgumentException().isThrownBy(() -> AdapterHealth.ill(" "));
  }

  @Test
  void whatIsTypedEndsWhereAFieldEndsAndADateWhereNobodyLives() {
    FormField text = FormField.required("a", Kind.TEXT, TEXT, TEXT);
    FormField date = FormField.required("a", Kind.DATE, TEXT, TEXT);

    assertThat(read(text, "x".repeat(256)).values().text("a")).hasSize(256);
    assertThat(read(text, "x".repeat(257)).problems()).containsOnlyKeys("a");
    assertThat(read(date, "1850-01-01").values().date("a")).isPresent();
    assertThat(read(date, "1849-12-31").problems()).containsOnlyKeys("a");
  }

  @Test
  void onlyWhatWasTickedIsAgreedTo() {
    FormValues values = read(FormField.required("a", Kind.TEXT, TEXT, TEXT), "true").values();

    assertThat(values.agreed("a")).as("a text is no agreement").isFalse();
    assertThat(values.agreed("b")).isFalse();
  }

  @Test
  void theDocumentsOfAFormAreThoseOfEitherKindOfField() {
    FormField permit = FormField.document("p", TEXT, TEXT, Issued.of(PERMIT.type()));
    FormField card = FormField.required("r", Kind.RESIDENT_ID, TEXT, TEXT);

    FormValues values =
        FormValues.read(
                FormSpec.of(TEXT, TEXT, permit, card),
                Map.of("p", "H12345678", "r", "350200199001010019"),
                TODAY)
            .values();

    assertThat(values.documents())
        .containsExactlyInAnyOrder(PERMIT, IdentityDocument.of(resident("350200199001010019")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A123456789", "B123456780", "Z100000011"})
  void aTaiwaneseNumberHasItsCheckDigitWhateverItsLetter(String number) {
    assertThat(IdentityDocument.parse(DocumentType.TAIWAN_ID, number, "TW", TODAY)).isPresent();
    String wrong = number.substring(0, 9) + (number.charAt(9) == '9' ? '0' : '9');
    assertThat(IdentityDocument.parse(DocumentType.TAIWAN_ID, wrong, "TW", TODAY)).isEmpty();
  }

  /** A residence permit of Hong Kong, Macau and Taiwan is listed as a resident's card. */
  @Test
  void aForeignersCardIsNoResidentsCard() {
    String card = "935840198506070019";

    assertThat(IdentityDocument.parse(DocumentType.RESIDENT_ID, card, "CN", TODAY)).isEmpty();
    assertThat(IdentityDocument.parse(DocumentType.FOREIGN_PERMANENT_RESIDENT, card, "CN", TODAY))
        .isPresent();
  }

  private static FormValues.Reading read(FormField field, String typed) {
    return FormValues.read(FormSpec.of(TEXT, TEXT, field), Map.of("a", typed), TODAY);
  }
}
