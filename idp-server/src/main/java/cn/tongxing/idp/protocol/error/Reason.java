package cn.tongxing.idp.protocol.error;

import cn.tongxing.adapter.spi.LocalizedText;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An error of the catalogue with its values filled in.
 *
 * @param description {@code error_description}: printable ASCII without quote and backslash (RFC
 *     6749 5.2), for the developer, without personal data
 * @param forLog which of the error's causes it was, for the operator's log alone; empty where the
 *     error has one
 */
public record Reason(ProtocolError error, String description, Optional<String> forLog) {

  private static final int LONGEST_VALUE = 80;
  private static final Pattern NOT_ALLOWED =
      Pattern.compile("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]");

  /** An error with one cause. */
  Reason(ProtocolError error, String description) {
    this(error, description, Optional.empty());
  }

  /** The same, with its cause for the log: a fixed word, without personal data. */
  public Reason inLog(String cause) {
    return new Reason(error, description, Optional.of(cause));
  }

  /** {@code error}. */
  public String code() {
    return error.code();
  }

  /** Cause and remedy, for the developer; in English the remedy alone. */
  public LocalizedText cause() {
    return error.entry().cause();
  }

  /** A value as it may stand in a description. */
  static String printable(String value) {
    String printable = NOT_ALLOWED.matcher(value).replaceAll("?");
    return printable.length() > LONGEST_VALUE
        ? printable.substring(0, LONGEST_VALUE) + "..."
        : printable;
  }
}
