package cn.tongxing.adapter.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.tongxing.adapter.spi.FormField.Issued;
import cn.tongxing.adapter.spi.FormField.Kind;
import cn.tongxing.adapter.spi.document.DocumentType;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a host reads of a form: once, and by the kind of the field. */
class FormValuesTest {

  private static final LocalizedText TEXT = new LocalizedText("文字", "文字", "text");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);

  private static FormValues.Reading read(FormField field, String typed) {
    return FormValues.read(
        FormSpec.of(TEXT, TEXT, field), Map.of("a", typed, "unknown", "x"), TODAY);
  }

  private static FormField of(Kind kind) {
    return FormField.required("a", kind, TEXT, TEXT);
  }

  private static FormField documents(DocumentType... types) {
    return FormField.document(
        "a", TEXT, TEXT, java.util.Arrays.stream(types).map(Issued::of).toArray(Issued[]::new));
  }

  @Test
  void eachKindHasItsOwnTypeAndPrintsNothing() {
    assertThat(read(of(Kind.PERSON_NAME), " 张三 ").values().name("a").orElseThrow().reveal())
        .isEqualTo("张三");
    assertThat(
            read(of(Kind.RESIDENT_ID), "350200 19900101 0019")
                .values()
                .resident("a")
                .orElseThrow()
                .reveal())
        .isEqualTo("350200199001010019");
    assertThat(read(of(Kind.PHONE), "138 0000 0000").values().phone("a").orElseThrow().reveal())
        .isEqualTo("+8613800000000");
    assertThat(read(of(Kind.DATE), "1990-01-01").values().date("a"))
        .contains(LocalDate.of(1990, 1, 1));
    assertThat(read(of(Kind.PASSWORD), " a b ").values().hidden("a").orElseThrow().reveal())
        .as("a space is part of a password")
        .isEqualTo(" a b ");
    assertThat(read(of(Kind.AGREEMENT), "true").values().agreed("a")).isTrue();
    assertThat(read(of(Kind.BANK_CARD), "6217000000000000012").toString())
        .doesNotContain("6217000000000000012");
    assertThat(read(of(Kind.DATE), "1990-01-01").values().fields().toString())
        .doesNotContain("1990");
  }

  @Test
  void theNumberOfADocumentIsOfTheTypesThatTheFieldNames() {
    FormField either = documents(DocumentType.MAINLAND_TRAVEL_PERMIT_HKMO, DocumentType.TAIWAN_ID);

    assertThat(read(either, "H1234567800").values().document("a").orElseThrow().number())
        .as("without renewal digits")
        .isEqualTo("H12345678");
    assertThat(read(either, "a123456789").values().document("a").orElseThrow().type())
        .isEqualTo(DocumentType.TAIWAN_ID);
    assertThat(read(either, "350200199001010019").problems()).containsOnlyKeys("a");
    assertThat(read(either, "H12345678").values().documents()).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> of(Kind.DOCUMENT_NUMBER));
    assertThatIllegalArgumentException()
        .as("a passport needs its state")
        .isThrownBy(() -> Issued.of(DocumentType.PASSPORT));
  }

  @ParameterizedTest
  @CsvSource({
    "PERSON_NAME, '', 请填写姓名。",
    "PERSON_NAME, 12, 姓名中有无法识别的字符",
    "RESIDENT_ID, '', 请填写证件号码。",
    "RESIDENT_ID, 35020019900101001, 应为 18 位",
    "RESIDENT_ID, 35020019900101A019, 应为数字",
    "RESIDENT_ID, 999999199001010016, 前两位",
    "RESIDENT_ID, 350200190002290015, 出生日期",
    "RESIDENT_ID, 350200209901010010, 出生日期",
    "RESIDENT_ID, 350200199001010000, 第 15 至 17 位",
    "RESIDENT_ID, 350200199001010018, 有一位填错了",
    "PHONE, 1, 手机号不对",
    "DATE, 2026-02-30, 请填写正确的日期",
    "AGREEMENT, '', 请阅读并勾选",
    "AGREEMENT, yes, 请阅读并勾选",
    "TEXT, '  ', 请填写此项",
    "ONE_TIME_CODE, '', 请填写此项"
  })
  void eachMistakeHasItsOwnWords(Kind kind, String typed, String words) {
    FormValues.Reading reading = read(of(kind), typed);

    assertThat(reading.problems().get("a").simplified()).contains(words);
    assertThat(reading.values().fields()).isEmpty();
  }

  @Test
  void whatIsTooLongIsNotReadAndWhatTheFormDoesNotHaveIsNotThere() {
    assertThat(read(of(Kind.TEXT), "x".repeat(FormField.MAX_LENGTH + 1)).problems()).hasSize(1);
    assertThat(read(of(Kind.TEXT), "x").values().fields()).containsOnlyKeys("a");
    FormField optional = new FormField("a", Kind.TEXT, TEXT, TEXT, false, List.of());
    assertThat(read(optional, "")).isEqualTo(new FormValues.Reading(FormValues.NONE, Map.of()));
    FormField choice =
        new FormField("a", Kind.CHOICE, TEXT, TEXT, true, List.of(new FormField.Option("x", TEXT)));
    assertThat(read(choice, "y").problems()).hasSize(1);
    assertThat(read(choice, "x").values().text("a")).isEqualTo("x");
  }
}
