package cn.tongxing.adapter.spi;

import cn.tongxing.adapter.spi.document.DocumentType;
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
 * @param documents for {@link Kind#DOCUMENT_NUMBER} only: what the number may be of; where it could
 *     be of several, the first counts
 * @param staffOnly whether it is shown to and read from authenticated staff alone; where there are
 *     none, the form is without it, required or not
 */
public record FormField(
    String name,
    Kind kind,
    LocalizedText label,
    LocalizedText hint,
    boolean required,
    List<Option> options,
    List<Issued> documents,
    boolean staffOnly) {

  /** Most characters of one field's value. */
  public static final int MAX_LENGTH = 256;

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
    /** Anything else. */
    TEXT;

    /** Whether what was typed may be kept while the sign-in lasts, and shown again. */
    public boolean isShownAgain() {
      return switch (this) {
        case PERSON_NAME, RESIDENT_ID, DOCUMENT_NUMBER, PHONE, DATE, CHOICE, TEXT -> true;
        case ONE_TIME_CODE, PASSWORD, BANK_CARD, AGREEMENT -> false;
      };
    }
  }

  /**
   * A type of document, and who issues it.
   *
   * @param jurisdiction ISO 3166-1 alpha-2; a passport's state, else the type's own
   */
  public record Issued(DocumentType type, String jurisdiction) {

    public Issued {
      if (jurisdiction.length() != 2) {
        throw new IllegalArgumentException("a document without a state that issues it: " + type);
      }
    }

    /** A document that one state alone issues. */
    public static Issued of(DocumentType type) {
      return new Issued(type, type.jurisdiction());
    }
  }

  /** One option of a choice. */
  public record Option(String value, LocalizedText label) {}

  public FormField {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("field name " + name);
    }
    options = List.copyOf(options);
    documents = List.copyOf(documents);
    if ((kind == Kind.CHOICE) == options.isEmpty()) {
      throw new IllegalArgumentException("options belong to a choice, field " + name);
    }
    if ((kind == Kind.DOCUMENT_NUMBER) == documents.isEmpty()) {
      throw new IllegalArgumentException("types belong to a document number, field " + name);
    }
  }

  /** A field for everybody. */
  public FormField(
      String name,
      Kind kind,
      LocalizedText label,
      LocalizedText hint,
      boolean required,
      List<Option> options,
      List<Issued> documents) {
    this(name, kind, label, hint, required, options, documents, false);
  }

  /** A field that asks for no document number. */
  public FormField(
      String name,
      Kind kind,
      LocalizedText label,
      LocalizedText hint,
      boolean required,
      List<Option> options) {
    this(name, kind, label, hint, required, options, List.of());
  }

  /** The same for authenticated staff alone. */
  public FormField forStaff() {
    return new FormField(name, kind, label, hint, required, options, documents, true);
  }

  /** A required field without options. */
  public static FormField required(
      String name, Kind kind, LocalizedText label, LocalizedText hint) {
    return new FormField(name, kind, label, hint, true, List.of());
  }

  /** A required number of one of these documents. */
  public static FormField document(
      String name, LocalizedText label, LocalizedText hint, Issued... documents) {
    return new FormField(
        name, Kind.DOCUMENT_NUMBER, label, hint, true, List.of(), List.of(documents));
  }
}
