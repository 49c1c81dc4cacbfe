package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.FieldTexts;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Step.FormSubmitted;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import java.time.LocalDate;
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
  private final FormSpec names;

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
    names =
        spec(
            PoliceTexts.NAMES_TITLE,
            PoliceTexts.NAMES_EXPLANATION,
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
  FormSpec names() {
    return names;
  }

  Content read(FormSubmitted submitted, LocalDate today) {
    return read(firstSight, submitted, today);
  }

  Content readNames(FormSubmitted submitted, LocalDate today) {
    return read(names, submitted, today);
  }

  private static Content read(FormSpec form, FormSubmitted submitted, LocalDate today) {
    String typedName = submitted.field(NAME);
    String typedNumber = submitted.field(NUMBER);
    Map<String, LocalizedText> errors = new LinkedHashMap<>();
    Optional<PersonName> name = PersonName.parse(typedName);
    Optional<ResidentIdNumber> number = ResidentIdNumber.parse(typedNumber, today);
    nameError(typedName, name).ifPresent(text -> errors.put(NAME, text));
    numberError(typedNumber, number, today).ifPresent(text -> errors.put(NUMBER, text));
    if (name.isPresent() && number.isPresent() && errors.isEmpty()) {
      return new Content.Filled(name.get(), number.get());
    }
    Map<String, String> typed = Map.of(NAME, typedName, NUMBER, typedNumber);
    return new Content.Wrong(form.with(typed, errors));
  }

  private static Optional<LocalizedText> nameError(String typed, Optional<PersonName> name) {
    if (typed.isBlank()) {
      return Optional.of(FieldTexts.NAME_BLANK);
    }
    if (name.isEmpty()) {
      return Optional.of(FieldTexts.NAME_WRONG);
    }
    return name.get().isComparable() ? Optional.empty() : Optional.of(FieldTexts.NAME_SUBSTITUTE);
  }

  private static Optional<LocalizedText> numberError(
      String typed, Optional<ResidentIdNumber> number, LocalDate today) {
    if (typed.isBlank()) {
      return Optional.of(FieldTexts.NUMBER_BLANK);
    }
    if (number.isPresent()) {
      return PoliceAdapterFactory.DOCUMENTS.contains(number.get().documentType())
          ? Optional.empty()
          : Optional.of(PoliceTexts.NUMBER_NOT_SERVED);
    }
    return ResidentIdNumber.check(typed, today).map(FieldTexts::of);
  }
}
