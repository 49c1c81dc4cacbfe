package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.idp.proofing.Action;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What of a post belongs to a form, and what of that may be shown again. */
final class FieldChecks {

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
      if (field.kind().isShownAgain() && value.length() <= FormField.MAX_LENGTH) {
        kept.put(field.name(), value);
      }
    }
    return kept;
  }
}
