package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.FieldTexts;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.FormValues;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page that asks for name and number, and what comes back from it. */
final class IdentityForm {

  static final String NAME = "name";
  static final String NUMBER = "id_number";
  static final String NETWORK_IDENTITY = "network_identity";

  private final FormSpec firstSight;

  /**
   * The form.
   *
   * @param offersNetworkIdentity whether there is a button to go that way instead
   */
  IdentityForm(boolean offersNetworkIdentity) {
    firstSight =
        new FormSpec(
            PoliceTexts.FORM_TITLE,
            PoliceTexts.FORM_EXPLANATION,
            List.of(
                FormField.required(
                    NAME, FormField.Kind.PERSON_NAME, PoliceTexts.NAME, PoliceTexts.NAME_HINT),
                FormField.required(
                    NUMBER,
                    FormField.Kind.RESIDENT_ID,
                    PoliceTexts.NUMBER,
                    PoliceTexts.NUMBER_HINT)),
            Map.of(),
            Map.of(),
            offersNetworkIdentity
                ? List.of(
                    new FormSpec.FormAction(NETWORK_IDENTITY, PoliceTexts.USE_NETWORK_IDENTITY))
                : List.of());
  }

  /** What a submitted form holds. */
  sealed interface Content {

    /** Well-formed; whether it is true the register says. */
    record Filled(PersonName name, ResidentIdNumber number) implements Content {}

    /** To be shown again. */
    record Wrong(FormSpec again) implements Content {}
  }

  FormSpec firstSight() {
    return firstSight;
  }

  /** What the form's own checks do not cover: a rare character typed otherwise, a foreigner. */
  Content read(FormValues values) {
    Optional<PersonName> name = values.name(NAME);
    Optional<ResidentIdNumber> number = values.resident(NUMBER);
    Map<String, LocalizedText> errors = new LinkedHashMap<>();
    nameError(name).ifPresent(text -> errors.put(NAME, text));
    numberError(number).ifPresent(text -> errors.put(NUMBER, text));
    return name.isPresent() && number.isPresent() && errors.isEmpty()
        ? new Content.Filled(name.get(), number.get())
        : new Content.Wrong(firstSight.with(errors));
  }

  private static Optional<LocalizedText> nameError(Optional<PersonName> name) {
    if (name.isEmpty()) {
      return Optional.of(FieldTexts.NAME_BLANK);
    }
    return name.get().isComparable() ? Optional.empty() : Optional.of(FieldTexts.NAME_SUBSTITUTE);
  }

  private static Optional<LocalizedText> numberError(Optional<ResidentIdNumber> number) {
    if (number.isEmpty()) {
      return Optional.of(FieldTexts.NUMBER_BLANK);
    }
    return PoliceAdapterFactory.DOCUMENTS.contains(number.get().documentType())
        ? Optional.empty()
        : Optional.of(PoliceTexts.NUMBER_NOT_SERVED);
  }
}
