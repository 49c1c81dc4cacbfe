package cn.tongxing.adapter.spi;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import java.time.LocalDate;

/**
 * The parsed value of one form field, of the type that the field's {@link FormField.Kind} stands
 * for. A field that was left blank has none.
 */
public sealed interface FieldValue {

  /** Of {@link FormField.Kind#PERSON_NAME}. */
  record Name(PersonName value) implements FieldValue {}

  /** Of {@link FormField.Kind#RESIDENT_ID}. */
  record Resident(ResidentIdNumber value) implements FieldValue {}

  /** Of {@link FormField.Kind#DOCUMENT_NUMBER}. */
  record Document(IdentityDocument value) implements FieldValue {}

  /** Of {@link FormField.Kind#PHONE}. */
  record Phone(PhoneNumber value) implements FieldValue {}

  /** Of {@link FormField.Kind#DATE}. */
  record Day(LocalDate value) implements FieldValue {

    /** Without the day: it may be one of birth. */
    @Override
    public String toString() {
      return "Day[******]";
    }
  }

  /** Of a kind that is never shown again: a password, a code, the number of a card. */
  record Hidden(Secret value) implements FieldValue {}

  /** Of {@link FormField.Kind#AGREEMENT}: agreed. */
  record Agreed() implements FieldValue {}

  /** Of {@link FormField.Kind#CHOICE}, where it is one of the options, or of any other kind. */
  record Text(String value) implements FieldValue {

    /** Without the text: who typed it may have typed anything. */
    @Override
    public String toString() {
      return "Text[******]";
    }
  }
}
