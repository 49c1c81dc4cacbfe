package cn.tongxing.adapter.spi;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One field of a form. Name, kind and autocomplete are stable, so that browsers, screen readers and
 * automated certification find it again.
 *
 * @param name lower-case letters, digits and underscores
 * @param kind how the host renders it and what it checks before the adapter sees it
 * @param hint one sentence below the label
 * @param options for {@link Kind#CHOICE} only
 */
public record FormField(
    String name,
    Kind kind,
    LocalizedText label,
    LocalizedText hint,
    boolean required,
    List<Option> options) {

  /** Most characters of one field's value, but for {@link Kind#DEVICE_READING}. */
  public static final int MAX_LENGTH = 256;

  /** Most characters of {@link Kind#DEVICE_READING}: a card's texts and its small portrait. */
  public static final int MAX_READING_LENGTH = 128 * 1024;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,31}");

  /** What a field holds. */
  public enum Kind {
    /** A person's whole name, one field. */
    PERSON_NAME,
    /**
     * A resident identity number or one of the same form: checked as the person leaves the field.
     */
    RESIDENT_ID,
    /** The number of another document. */
    DOCUMENT_NUMBER,
    /** A phone number. */
    PHONE,
    /** A code received elsewhere; never shown again. */
    ONE_TIME_CODE,
    /** A password; never shown again. */
    PASSWORD,
    /** A bank card number; kept by nobody, never shown again. */
    BANK_CARD,
    /** A date. */
    DATE,
    /** One of the options. */
    CHOICE,
    /** A box to agree; "true" or blank. Agreed to anew each time, so never shown ticked. */
    AGREEMENT,
    /**
     * What a paired device at a counter read (a card reader's signed answer), filled in by the
     * page; the field's value in the form is the challenge that the device signs. Offered to staff
     * only.
     */
    DEVICE_READING,
    /** Anything else. */
    TEXT;

    /** Whether what was typed may be kept while the sign-in lasts, and shown again. */
    public boolean isShownAgain() {
      return switch (this) {
        case PERSON_NAME, RESIDENT_ID, DOCUMENT_NUMBER, PHONE, DATE, CHOICE, TEXT -> true;
        case ONE_TIME_CODE, PASSWORD, BANK_CARD, AGREEMENT, DEVICE_READING -> false;
      };
    }

    /** Most characters of a value; the host refuses longer ones. */
    public int maxLength() {
      return this == DEVICE_READING ? MAX_READING_LENGTH : MAX_LENGTH;
    }
  }

  /** One option of a choice. */
  public record Option(String value, LocalizedText label) {}

  public FormField {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("field name " + name);
    }
    options = List.copyOf(options);
    if ((kind == Kind.CHOICE) == options.isEmpty()) {
      throw new IllegalArgumentException("options belong to a choice, field " + name);
    }
  }

  /** A required field without options. */
  public static FormField required(
      String name, Kind kind, LocalizedText label, LocalizedText hint) {
    return new FormField(name, kind, label, hint, true, List.of());
  }
}
