package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.FieldTexts;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import cn.tongxing.idp.proofing.Action;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the host checks of a form before the adapter sees it: presence, length, form by kind. */
final class FieldChecks {

  private static final LocalizedText REQUIRED =
      new LocalizedText("请填写此项。", "請填寫此項。", "Please fill this in.");
  private static final LocalizedText AGREE =
      new LocalizedText("请阅读并勾选后继续。", "請閱讀並勾選後繼續。", "Please read and tick this to go on.");
  private static final LocalizedText CHOOSE =
      new LocalizedText("请选择一项。", "請選擇一項。", "Please choose one.");
  private static final LocalizedText LONG =
      new LocalizedText("内容过长，请检查。", "內容過長，請檢查。", "This is too long. Please check it.");
  private static final LocalizedText DATE =
      new LocalizedText("请填写正确的日期。", "請填寫正確的日期。", "Please enter a correct date.");

  private FieldChecks() {}

  /** The form's own fields, trimmed; what the form does not have is left behind. */
  static Map<String, String> fields(FormSpec form, Action action) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (FormField field : form.fields()) {
      String value = action.fields().getOrDefault(field.name(), "");
      fields.put(field.name(), field.kind() == FormField.Kind.PASSWORD ? value : value.strip());
    }
    return fields;
  }

  /** Of these, what may be kept and shown again. */
  static Map<String, String> kept(FormSpec form, Map<String, String> fields) {
    Map<String, String> kept = new HashMap<>();
    for (FormField field : form.fields()) {
      String value = fields.getOrDefault(field.name(), "");
      if (field.kind().isShownAgain() && value.length() <= field.kind().maxLength()) {
        kept.put(field.name(), value);
      }
    }
    return kept;
  }

  /** What is wrong, by field; empty if nothing is. */
  static Map<String, LocalizedText> problems(
      FormSpec form, Map<String, String> fields, LocalDate today) {
    Map<String, LocalizedText> problems = new HashMap<>();
    for (FormField field : form.fields()) {
      problem(field, fields.getOrDefault(field.name(), ""), today)
          .ifPresent(problem -> problems.put(field.name(), problem));
    }
    return problems;
  }

  private static Optional<LocalizedText> problem(FormField field, String value, LocalDate today) {
    if (value.isEmpty()) {
      return field.required() ? Optional.of(missing(field.kind())) : Optional.empty();
    }
    if (value.length() > field.kind().maxLength()) {
      return Optional.of(LONG);
    }
    return switch (field.kind()) {
      case PERSON_NAME -> unless(PersonName.parse(value).isPresent(), FieldTexts.NAME_WRONG);
      case RESIDENT_ID -> ResidentIdNumber.check(value, today).map(FieldTexts::of);
      case PHONE -> unless(PhoneNumber.parse(value).isPresent(), FieldTexts.PHONE_WRONG);
      case DATE -> unless(isDate(value), DATE);
      case CHOICE ->
          unless(field.options().stream().anyMatch(o -> o.value().equals(value)), CHOOSE);
      case AGREEMENT -> unless(value.equals("true") || !field.required(), AGREE);
      case DOCUMENT_NUMBER, ONE_TIME_CODE, PASSWORD, BANK_CARD, DEVICE_READING, TEXT ->
          Optional.empty();
    };
  }

  private static LocalizedText missing(FormField.Kind kind) {
    return switch (kind) {
      case AGREEMENT -> AGREE;
      case CHOICE -> CHOOSE;
      case PERSON_NAME -> FieldTexts.NAME_BLANK;
      case RESIDENT_ID -> FieldTexts.NUMBER_BLANK;
      case PHONE -> FieldTexts.PHONE_BLANK;
      case DOCUMENT_NUMBER, ONE_TIME_CODE, PASSWORD, BANK_CARD, DATE, DEVICE_READING, TEXT ->
          REQUIRED;
    };
  }

  private static Optional<LocalizedText> unless(boolean right, LocalizedText problem) {
    return right ? Optional.empty() : Optional.of(problem);
  }

  private static boolean isDate(String value) {
    try {
      return !LocalDate.parse(value).isBefore(LocalDate.of(1850, 1, 1));
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** The document numbers of a form: each may be somebody's, and is one to be guessed at. */
  static Set<String> documents(FormSpec form, Map<String, String> fields) {
    return form.fields().stream()
        .filter(field ->
            field.kind() == FormField.Kind.RESIDENT_ID
                || field.kind() == FormField.Kind.DOCUMENT_NUMBER)
        .map(field -> fields.getOrDefault(field.name(), ""))
        .filter(value -> !value.isEmpty())
        .collect(Collectors.toSet());
  }
}
