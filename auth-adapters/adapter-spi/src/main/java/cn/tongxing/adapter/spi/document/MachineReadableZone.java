package cn.tongxing.adapter.spi.document;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the machine-readable zone of a document says (ICAO 9303 parts 3 to 6; GA/T 704 for the
 * travel permits of mainland China). Every check digit that the zone has was right.
 *
 * @param layout where what stands
 * @param type the document's type code, one or two letters
 * @param issuer three letters of the issuing state or organisation (ICAO 9303-3 section 5); blank
 *     where the layout names none
 * @param number as the zone has it, without fillers
 * @param born blank in the zone, or partly, where nobody knows
 * @param expires empty where the document has no end
 * @param renewals how often a travel permit was renewed; blank where the layout does not say
 * @param otherNumber what else the layout carries: the number of the Hong Kong or Taiwan identity
 *     card on a permit, the personal number of a passport; or blank
 * @param surname Latin letters, a blank between parts
 * @param givenNames likewise; blank where the holder has one name only, or the name is cut
 * @param cut whether the names fill their field, so that more may follow on the document
 */
public record MachineReadableZone(
    Layout layout,
    String type,
    String issuer,
    String number,
    Optional<LocalDate> born,
    Optional<LocalDate> expires,
    String renewals,
    String otherNumber,
    String surname,
    String givenNames,
    boolean cut) {

  /** Where what stands in a zone. */
  public enum Layout {
    /** Passports: two lines of 44 (ICAO 9303-4). */
    TD3,
    /** Large cards: two lines of 36 (ICAO 9303-6). */
    TD2,
    /** Small cards: three lines of 30 (ICAO 9303-5). */
    TD1,
    /**
     * Permits of people from Hong Kong, Macau and Taiwan to travel to the mainland, as cards since
     * 2013 and 2015 (GA/T 704): three lines of 30, and not at the places of {@link #TD1}. The card
     * of 1999 is not read: the last of them expired in 2023.
     */
    TRAVEL_PERMIT,
    /** Permits of mainlanders to travel to Hong Kong, Macau and Taiwan: one line of 30. */
    OUTBOUND_PERMIT
  }

  /** A part of a zone. */
  public enum Field {
    /** The document's number. */
    NUMBER,
    /** Day of birth. */
    BIRTH,
    /** Last day of validity. */
    EXPIRY,
    /** Count of renewals. */
    RENEWALS,
    /** The other number. */
    OTHER_NUMBER,
    /** Holder's names. */
    NAMES,
    /** The zone as a whole: the digit over several fields. */
    COMPOSITE
  }

  /** What came of reading a zone. */
  public sealed interface Reading {
    /**
     * Read.
     *
     * @param repaired fields of digits in which a letter was read as the digit it looks like; to be
     *     shown to the person before anything is made of them
     */
    record Read(MachineReadableZone zone, Set<Field> repaired) implements Reading {
      public Read {
        repaired = Set.copyOf(repaired);
      }
    }

    /** A field is not what its check digit says, or no date or name. */
    record Wrong(Field field) implements Reading {}

    /** No zone of a layout that is known: count or length of the lines, or their characters. */
    record NoZone() implements Reading {}
  }

  /**
   * Reads the lines of a zone, as a reader or a camera delivers them. Blanks are left out, lower
   * case is raised. In fields that hold digits alone O, I, B and S are read as 0, 1, 8 and 5; in
   * all others nothing is repaired.
   *
   * @param today decides on the century of years that have two digits: nobody is born after it
   */
  public static Reading read(List<String> lines, LocalDate today) {
    return MrzLayout.of(lines)
        .<Reading>map(layout -> new MrzReader(layout, lines, today).read())
        .orElseGet(Reading.NoZone::new);
  }

  /** The key of the person, where a document of this kind is one. */
  public Optional<IdentityDocument> document(LocalDate today) {
    return MrzDocument.of(this, today);
  }

  /** Whether the document is over on a day. Without an end it never is. */
  public boolean isExpired(LocalDate today) {
    return expires.filter(today::isAfter).isPresent();
  }

  /** Masked. */
  @Override
  public String toString() {
    return "MachineReadableZone[" + layout + ", " + Masking.keepEnds(number, 1, 2) + "]";
  }
}
