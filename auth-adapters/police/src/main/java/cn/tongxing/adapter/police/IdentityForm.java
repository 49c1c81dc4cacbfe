package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.FieldTexts;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.FormValues;
import cn.tongxing.adapter.spi.IdentityNeed;
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

  static final String WITHOUT_NAMES = "without_names";

  private final FormSpec firstSight;
  private final FormSpec forName;
  private final FormSpec forLevel;

  /**
   * The form.
   *
   * @param offersNetworkIdentity whether there is a button to go that way instead
   */
  IdentityForm(boolean offersNetworkIdentity) {
    firstSight =
        spec(
            PoliceTexts.FORM_TITLE,
            PoliceTexts.FORM_EXPLANATION,
            offersNetworkIdentity
                ? List.of(
                    new FormSpec.FormAction(NETWORK_IDENTITY, PoliceTexts.USE_NETWORK_IDENTITY))
                : List.of());
    forName = names(PoliceTexts.NAMES_FOR_NAME);
    forLevel = names(PoliceTexts.NAMES_FOR_LEVEL);
  }

  private static FormSpec names(LocalizedText reason) {
    return spec(
        PoliceTexts.NAMES_TITLE,
        reason,
        List.of(new FormSpec.FormAction(WITHOUT_NAMES, PoliceTexts.WITHOUT_NAMES)));
  }

  private static FormSpec spec(
      LocalizedText title, LocalizedText explanation, List<FormSpec.FormAction> others) {
    return new FormSpec(
        title,
        explanation,
        List.of(
            FormField.required(
                NAME, FormField.Kind.PERSON_NAME, PoliceTexts.NAME, PoliceTexts.NAME_HINT),
            FormField.required(
                NUMBER, FormField.Kind.RESIDENT_ID, PoliceTexts.NUMBER, PoliceTexts.NUMBER_HINT)),
        Map.of(),
        Map.of(),
        others);
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

  /** Name and number for the network identity to confirm: a choice, with its reason. */
  FormSpec names(IdentityNeed reason) {
    return switch (reason) {
      case NAME -> forName;
      case LEVEL -> forLevel;
    };
  }

  Content read(FormValues values) {
    return read(firstSight, values);
  }

  /** The reason may have gone while the form was shown; what was typed is taken all the same. */
  Content readNames(FormValues values, Optional<IdentityNeed> reason) {
    return read(names(reason.orElse(IdentityNeed.LEVEL)), values);
  }

  /** What the form's own checks do not cover: a rare character typed otherwise, a foreigner. */
  private static Content read(FormSpec form, FormValues values) {
    Optional<PersonName> name = values.name(NAME);
    Optional<ResidentIdNumber> number = values.resident(NUMBER);
    Map<String, LocalizedText> errors = new LinkedHashMap<>();
    nameError(name).ifPresent(text -> errors.put(NAME, text));
    numberError(number).ifPresent(text -> errors.put(NUMBER, text));
    return name.isPresent() && number.isPresent() && errors.isEmpty()
        ? new Content.Filled(name.get(), number.get())
        : new Content.Wrong(form.with(errors));
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
