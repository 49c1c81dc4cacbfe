package cn.tongxing.adapter.spi.document;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which identity document a machine-readable zone belongs to. */
final class MrzDocument {

  /** By ISO 3166-1, three letters to two. */
  private static final Map<String, String> STATES =
      Arrays.stream(Locale.getISOCountries())
          .collect(
              Collectors.toMap(
                  alpha2 -> Locale.of("", alpha2).getISO3Country(), Function.identity()));

  /**
   * What ICAO 9303-3 section 5 writes otherwise for a state: Germany; the five kinds of British
   * passports beside GBR, one series of numbers of one authority; Kosovo, which has no code of ISO
   * 3166-1 but the one in use.
   */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "D", "DE", "GBD", "GB", "GBN", "GB", "GBO", "GB", "GBP", "GB", "GBS", "GB", "RKS", "XK");

  private MrzDocument() {}

  static Optional<IdentityDocument> of(MachineReadableZone zone, LocalDate today) {
    return switch (zone.layout()) {
      case TD3 ->
          state(zone.issuer())
              .flatMap(issuer ->
                  IdentityDocument.parse(DocumentType.PASSPORT, zone.number(), issuer, today));
      case TRAVEL_PERMIT ->
          IdentityDocument.parse(
              Character.isDigit(zone.number().charAt(0))
                  ? DocumentType.MAINLAND_TRAVEL_PERMIT_TW
                  : DocumentType.MAINLAND_TRAVEL_PERMIT_HKMO,
              zone.number(),
              "CN",
              today);
      // cards of other states are no keys here, and an outbound permit is evidence beside a card
      case TD1, TD2, OUTBOUND_PERMIT -> Optional.empty();
    };
  }

  /**
   * The state that issued it. Organisations (UNO, UNA, UNK, EUE, XOM, XPO ...) are none: their
   * papers are no passports of a person and have no jurisdiction of two letters. XXA, XXB, XXC and
   * XXX (stateless, refugees, unspecified) say who the holder is and stand where the nationality
   * does; the issuer of such a paper is the state that wrote it.
   */
  private static Optional<String> state(String issuer) {
    return Optional.ofNullable(OTHERWISE.getOrDefault(issuer, STATES.get(issuer)));
  }
}
