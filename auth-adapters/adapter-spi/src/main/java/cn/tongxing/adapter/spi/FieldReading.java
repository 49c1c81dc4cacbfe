package cn.tongxing.adapter.spi;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Parser of one form field: its value, or what is wrong with it. */
sealed interface FieldReading {

  /** Left blank, as it may be. */
  record Blank() implements FieldReading {}

  /** Of the field's kind. */
  record Right(FieldValue value) implements FieldReading {}

  /** Not of the field's kind, too long, or missing. */
  record Wrong(LocalizedText problem) implements FieldReading {}

  /** Nobody who signs in was born before. */
  LocalDate EARLIEST = LocalDate.of(1850, 1, 1);

  /** Reads what was typed. A space in front or behind means nothing but in a password. */
  static FieldReading of(FormField field, String typed, LocalDate today) {
    String value = field.kind() == FormField.Kind.PASSWORD ? typed : typed.strip();
    if (value.isEmpty()) {
      return field.required() ? new Wrong(FieldTexts.missing(field.kind())) : new Blank();
    }
    if (value.length() > FormField.MAX_LENGTH) {
      return new Wrong(FieldTexts.TOO_LONG);
    }
    return parsed(field, value, today);
  }

  private static FieldReading parsed(FormField field, String value, LocalDate today) {
    return switch (field.kind()) {
      case PERSON_NAME ->
          right(PersonName.parse(value).map(FieldValue.Name::new), FieldTexts.NAME_WRONG);
      case RESIDENT_ID -> resident(value, today);
      case DOCUMENT_NUMBER ->
          right(
              document(field, value, today).map(FieldValue.Document::new), FieldTexts.NUMBER_WRONG);
      case PHONE ->
          right(PhoneNumber.parse(value).map(FieldValue.Phone::new), FieldTexts.PHONE_WRONG);
      case DATE -> right(day(value).map(FieldValue.Day::new), FieldTexts.DATE_WRONG);
      case CHOICE ->
          right(
              field.options().stream()
                  .map(FormField.Option::value)
                  .filter(value::equals)
                  .map(FieldValue.Text::new)
                  .findFirst(),
              FieldTexts.CHOOSE);
      case AGREEMENT -> agreement(field, value);
      case ONE_TIME_CODE, PASSWORD, BANK_CARD ->
          value.isBlank()
              ? new Wrong(FieldTexts.missing(field.kind()))
              : new Right(new FieldValue.Hidden(Secret.of(value)));
      case TEXT -> new Right(new FieldValue.Text(value));
    };
  }

  private static FieldReading resident(String value, LocalDate today) {
    return ResidentIdNumber.check(value, today)
        .<FieldReading>map(problem -> new Wrong(FieldTexts.of(problem)))
        .orElseGet(() ->
            right(
                ResidentIdNumber.parse(value, today).map(FieldValue.Resident::new),
                FieldTexts.NUMBER_WRONG));
  }

  private static Optional<IdentityDocument> document(
      FormField field, String value, LocalDate today) {
    return field.documents().stream()
        .flatMap(
            each -> IdentityDocument.parse(each.type(), value, each.jurisdiction(), today).stream())
        .findFirst();
  }

  private static Optional<LocalDate> day(String value) {
    try {
      return Optional.of(LocalDate.parse(value)).filter(day -> !day.isBefore(EARLIEST));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static FieldReading agreement(FormField field, String value) {
    if (value.equals("true")) {
      return new Right(new FieldValue.Agreed());
    }
    return field.required() ? new Wrong(FieldTexts.AGREE) : new Blank();
  }

  private static FieldReading right(Optional<? extends FieldValue> value, LocalizedText problem) {
    return value.<FieldReading>map(Right::new).orElseGet(() -> new Wrong(problem));
  }
}
