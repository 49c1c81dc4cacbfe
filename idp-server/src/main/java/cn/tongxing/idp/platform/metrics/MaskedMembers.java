package cn.tongxing.idp.platform.metrics;

import java.util.regex.Pattern;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Log masking, the last net under the rule that no personal data are logged: in JSON lines (setting
 * {@code logging.structured.format.console}) whatever looks like a mobile number or a resident
 * identity number is masked, in messages and in the texts of exceptions, also those of libraries.
 */
public final class MaskedMembers implements StructuredLoggingJsonMembersCustomizer<Object> {

  private static final Pattern NUMBERS =
      Pattern.compile("(?<![\\dA-Za-z])(\\d{6}\\d{8}\\d{3}[\\dXx]|1[3-9]\\d{9})(?![\\dA-Za-z])");

  /** Made by the logging system, by its name in the settings. */
  public MaskedMembers() {}

  @Override
  public void customize(JsonWriter.Members<Object> members) {
    members.applyingValueProcessor(
        ValueProcessor.of(String.class, text -> text == null ? null : masked(text)));
  }

  static String masked(String text) {
    return NUMBERS
        .matcher(text)
        .replaceAll(number -> {
          String found = number.group();
          int last = found.length() - 2;
          return found.substring(0, 3) + "*".repeat(last - 3) + found.substring(last);
        });
  }
}
