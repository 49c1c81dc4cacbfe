package cn.tongxing.adapter.spi;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Parsed form data: what came back of a form, each value once and by the kind of its field. Blank
 * fields, and fields that the form does not have, are not in it.
 *
 * @param fields by the name of the field
 */
public record FormValues(Map<String, FieldValue> fields) {

  /** Nothing was filled in. */
  public static final FormValues NONE = new FormValues(Map.of());

  public FormValues {
    fields = Map.copyOf(fields);
  }

  /**
   * What a host reads of a form.
   *
   * @param problems what is wrong, by field; empty if the adapter may see the values
   */
  public record Reading(FormValues values, Map<String, LocalizedText> problems) {
    public Reading {
      problems = Map.copyOf(problems);
    }
  }

  /**
   * Parses what was typed into a form. For hosts: an adapter gets the outcome.
   *
   * @param typed by the name of the field
   * @param today no birth date lies after it
   */
  public static Reading read(FormSpec form, Map<String, String> typed, LocalDate today) {
    Map<String, FieldValue> values = new LinkedHashMap<>();
    Map<String, LocalizedText> problems = new LinkedHashMap<>();
    for (FormField field : form.fields()) {
      switch (FieldReading.of(field, typed.getOrDefault(field.name(), ""), today)) {
        case FieldReading.Blank _ -> {
          // an optional field that nobody filled in
        }
        case FieldReading.Right(FieldValue value) -> values.put(field.name(), value);
        case FieldReading.Wrong(LocalizedText problem) -> problems.put(field.name(), problem);
      }
    }
    return new Reading(new FormValues(values), problems);
  }

  /** The name in a {@link FormField.Kind#PERSON_NAME}. */
  public Optional<PersonName> name(String field) {
    return of(field, FieldValue.Name.class).map(FieldValue.Name::value);
  }

  /** The number in a {@link FormField.Kind#RESIDENT_ID}. */
  public Optional<ResidentIdNumber> resident(String field) {
    return of(field, FieldValue.Resident.class).map(FieldValue.Resident::value);
  }

  /** The document in a {@link FormField.Kind#DOCUMENT_NUMBER}. */
  public Optional<IdentityDocument> document(String field) {
    return of(field, FieldValue.Document.class).map(FieldValue.Document::value);
  }

  /** The number in a {@link FormField.Kind#PHONE}. */
  public Optional<PhoneNumber> phone(String field) {
    return of(field, FieldValue.Phone.class).map(FieldValue.Phone::value);
  }

  /** The day in a {@link FormField.Kind#DATE}. */
  public Optional<LocalDate> date(String field) {
    return of(field, FieldValue.Day.class).map(FieldValue.Day::value);
  }

  /** The password, code or card number in a field that is never shown again. */
  public Optional<Secret> hidden(String field) {
    return of(field, FieldValue.Hidden.class).map(FieldValue.Hidden::value);
  }

  /** The text or option in any other field; blank if it was left blank. */
  public String text(String field) {
    return of(field, FieldValue.Text.class).map(FieldValue.Text::value).orElse("");
  }

  /** Whether a box was ticked. */
  public boolean agreed(String field) {
    return fields.get(field) instanceof FieldValue.Agreed;
  }

  /** Every document that the form names: each may be somebody's, and is one to be guessed at. */
  public Set<IdentityDocument> documents() {
    return fields.values().stream()
        .<IdentityDocument>mapMulti((value, found) -> {
          switch (value) {
            case FieldValue.Document(IdentityDocument document) -> found.accept(document);
            case FieldValue.Resident(ResidentIdNumber number) ->
                found.accept(IdentityDocument.of(number));
            default -> {
              // no document
            }
          }
        })
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private <V extends FieldValue> Optional<V> of(String field, Class<V> kind) {
    return Optional.ofNullable(fields.get(field)).filter(kind::isInstance).map(kind::cast);
  }

  /** Says which fields are there, never what they hold. */
  @Override
  public String toString() {
    return "FormValues" + fields.keySet();
  }
}
