package cn.tongxing.adapter.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A page with one question, rendered by the host.
 *
 * @param title the question
 * @param explanation why it is asked
 * @param fields in order, at least one
 * @param values what to show in the fields at first, by field name; dropped where the kind of the
 *     field says that it is never shown again, or where there is no such field. What was typed in
 *     this transaction the host shows again by itself
 * @param errors by field name: what is wrong and what to do; empty on first sight
 * @param secondaryActions buttons beside the main one, such as sending a code again
 */
public record FormSpec(
    LocalizedText title,
    LocalizedText explanation,
    List<FormField> fields,
    Map<String, String> values,
    Map<String, LocalizedText> errors,
    List<FormAction> secondaryActions) {

  /** Name of the main button's action. */
  public static final String SUBMIT = "submit";

  public FormSpec {
    fields = List.copyOf(fields);
    values = shown(fields, values);
    errors = Map.copyOf(errors);
    secondaryActions = List.copyOf(secondaryActions);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("a form without a field");
    }
    if (fields.stream().map(FormField::name).distinct().count() < fields.size()) {
      throw new IllegalArgumentException("two fields of one name");
    }
  }

  /** A form at first sight, without secondary actions. */
  public static FormSpec of(LocalizedText title, LocalizedText explanation, FormField... fields) {
    return new FormSpec(title, explanation, List.of(fields), Map.of(), Map.of(), List.of());
  }

  /** The same form with what is wrong with it; the host shows again what was typed. */
  public FormSpec with(Map<String, LocalizedText> problems) {
    return with(values, problems);
  }

  /** The same form with what was typed and what is wrong with it. */
  public FormSpec with(Map<String, String> typed, Map<String, LocalizedText> problems) {
    return new FormSpec(title, explanation, fields, typed, problems, secondaryActions);
  }

  /** As it is where no staff is there; empty if nothing is left to ask for. */
  public Optional<FormSpec> withoutStaff() {
    List<FormField> left = fields.stream().filter(field -> !field.staffOnly()).toList();
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(new FormSpec(title, explanation, left, values, errors, secondaryActions));
  }

  private static Map<String, String> shown(List<FormField> fields, Map<String, String> values) {
    return fields.stream()
        .filter(field -> field.kind().isShownAgain() && values.containsKey(field.name()))
        .collect(
            Collectors.toUnmodifiableMap(
                FormField::name, field -> values.getOrDefault(field.name(), ""), (a, b) -> a));
  }

  /** A button beside the main one. */
  public record FormAction(String name, LocalizedText label) {}

  /** Fields and errors by name only: what was typed is personal. */
  @Override
  public String toString() {
    return "FormSpec[fields="
        + fields.stream().map(FormField::name).toList()
        + ", errors="
        + errors.keySet()
        + "]";
  }
}
