package cn.tongxing.adapter.spi.document;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.MachineReadableZone.Field;
import cn.tongxing.adapter.spi.document.MachineReadableZone.Layout;
import cn.tongxing.adapter.spi.document.MachineReadableZone.Reading;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineReadableZoneTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);
  private static final List<String> SPECIMEN =
      List.of(
          "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
          "L898902C36UTO7408122F1204159ZE184226B<<<<<10");
  private static final List<String> CARD =
      List.of(
          "I<UTOD231458907<<<<<<<<<<<<<<<",
          "7408122F1204159UTO<<<<<<<<<<<6",
          "ERIKSSON<<ANNA<MARIA<<<<<<<<<<");
  private static final List<String> CHINESE_PASSPORT =
      List.of(
          "P<CHNZHANG<<SAN<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
          "E123456782CHN9001011M3001019<<<<<<<<<<<<<<<2");
  private static final List<String> HOME_RETURN =
      List.of(
          "CRH1234567830003001019M9001011",
          "<<<<<<<<<<<<<<<<<<BA1234563<46",
          "CHAN<<TAI<MAN<<<<<<<<<<<<<<<<<");
  private static final List<String> OUTBOUND = List.of("CSC123456788<3001019<9001011<4");

  static Stream<List<String>> zones() {
    return Stream.of(SPECIMEN, CARD, CHINESE_PASSPORT, HOME_RETURN, OUTBOUND);
  }

  private static MachineReadableZone zone(List<String> lines) {
    Reading reading = MachineReadableZone.read(lines, TODAY);
    assertThat(reading).isInstanceOf(Reading.Read.class);
    return ((Reading.Read) reading).zone();
  }

  private static Reading replaced(List<String> lines, int line, int place, char character) {
    List<String> changed = new ArrayList<>(lines);
    StringBuilder text = new StringBuilder(changed.get(line));
    text.setCharAt(place, character);
    changed.set(line, text.toString());
    return MachineReadableZone.read(changed, TODAY);
  }

  @Test
  void aPassportIsRead() {
    MachineReadableZone zone = zone(SPECIMEN);
    assertThat(zone.layout()).isEqualTo(Layout.TD3);
    assertThat(zone.type()).isEqualTo("P");
    assertThat(zone.issuer()).isEqualTo("UTO");
    assertThat(zone.number()).isEqualTo("L898902C3");
    assertThat(zone.born()).contains(LocalDate.of(1974, 8, 12));
    assertThat(zone.expires()).contains(LocalDate.of(2012, 4, 15));
    assertThat(zone.isExpired(TODAY)).isTrue();
    assertThat(zone.otherNumber()).isEqualTo("ZE184226B");
    assertThat(zone.surname()).isEqualTo("ERIKSSON");
    assertThat(zone.givenNames()).isEqualTo("ANNA MARIA");
    assertThat(zone.cut()).isFalse();
    assertThat(zone.document(TODAY)).as("nobody's state").isEmpty();
  }

  @Test
  void aSmallCardIsRead() {
    MachineReadableZone zone = zone(CARD);
    assertThat(zone.layout()).isEqualTo(Layout.TD1);
    assertThat(zone.number()).isEqualTo("D23145890");
    assertThat(zone.born()).contains(LocalDate.of(1974, 8, 12));
    assertThat(zone.givenNames()).isEqualTo("ANNA MARIA");
    assertThat(zone.document(TODAY)).isEmpty();
  }

  @Test
  void aLargeCardIsRead() {
    MachineReadableZone zone =
        zone(
            List.of(
                "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"));
    assertThat(zone.layout()).isEqualTo(Layout.TD2);
    assertThat(zone.number()).isEqualTo("D23145890");
    assertThat(zone.surname()).isEqualTo("ERIKSSON");
  }

  @Test
  void aNumberThatGoesOnBehindItsFieldIsReadWhole() {
    MachineReadableZone zone =
        zone(
            List.of(
                "I<UTOD23145890<7349<<<<<<<<<<<",
                "7408122F1204159UTO<<<<<<<<<<<6",
                "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"));
    assertThat(zone.number()).isEqualTo("D23145890734");
    assertThat(zone.otherNumber()).isEmpty();
  }

  @Test
  void aChinesePassportKeysAPerson() {
    MachineReadableZone zone = zone(CHINESE_PASSPORT);
    assertThat(zone.isExpired(TODAY)).isFalse();
    assertThat(zone.document(TODAY))
        .contains(new IdentityDocument(DocumentType.PASSPORT, "E12345678", "CN"));
  }

  /** ICAO 9303-3 section 5: what it writes otherwise than ISO 3166-1. */
  @ParameterizedTest
  @CsvSource({
    "FRA, FR", "TWN, TW", "D, DE", "GBR, GB", "GBD, GB", "GBN, GB", "GBO, GB", "GBP, GB", "GBS, GB",
    "RKS, XK", "SSD, SS"
  })
  void theStateOfAPassportIsNamedInTwoLetters(String issuer, String jurisdiction) {
    assertThat(passportOf(issuer))
        .contains(new IdentityDocument(DocumentType.PASSPORT, "E12345678", jurisdiction));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTO", "UNO", "UNA", "UNK", "EUE", "XOM", "XPO", "XCC", "XXA", "XXB", "XXC", "XXX", "GB",
        "DE", ""
      })
  void whatIsNoStatesKeysNobody(String issuer) {
    assertThat(passportOf(issuer)).isEmpty();
  }

  private static Optional<IdentityDocument> passportOf(String issuer) {
    String code = (issuer + "<<<").substring(0, 3);
    return zone(List.of(
            CHINESE_PASSPORT.getFirst().replaceFirst("CHN", code), CHINESE_PASSPORT.getLast()))
        .document(TODAY);
  }

  @Test
  void aTravelPermitOfHongKongIsReadAtItsOwnPlaces() {
    MachineReadableZone zone = zone(HOME_RETURN);
    assertThat(zone.layout()).isEqualTo(Layout.TRAVEL_PERMIT);
    assertThat(zone.number()).isEqualTo("H12345678");
    assertThat(zone.renewals()).isEqualTo("00");
    assertThat(zone.expires()).contains(LocalDate.of(2030, 1, 1));
    assertThat(zone.born()).contains(LocalDate.of(1990, 1, 1));
    assertThat(zone.otherNumber()).isEqualTo("A1234563");
    assertThat(zone.surname()).isEqualTo("CHAN");
    assertThat(zone.givenNames()).isEqualTo("TAI MAN");
    assertThat(zone.document(TODAY))
        .contains(
            new IdentityDocument(DocumentType.MAINLAND_TRAVEL_PERMIT_HKMO, "H12345678", "CN"));
  }

  @Test
  void aTravelPermitOfTaiwanCarriesTheIdentityCardInTen() {
    MachineReadableZone zone =
        zone(
            List.of(
                "CT12345678<80133001019M9001011",
                "<<<<<<<<<<<<<<<<<<BA1234567893",
                "WANG<<MEI<LING<<<<<<<<<<<<TAIW"));
    assertThat(zone.otherNumber()).isEqualTo("A123456789");
    assertThat(zone.givenNames()).isEqualTo("MEI LING");
    assertThat(zone.document(TODAY))
        .contains(new IdentityDocument(DocumentType.MAINLAND_TRAVEL_PERMIT_TW, "12345678", "CN"));
  }

  @Test
  void anOutboundPermitIsReadAndKeysNobody() {
    MachineReadableZone zone = zone(OUTBOUND);
    assertThat(zone.layout()).isEqualTo(Layout.OUTBOUND_PERMIT);
    assertThat(zone.number()).isEqualTo("C12345678");
    assertThat(zone.surname()).isEmpty();
    assertThat(zone.document(TODAY)).isEmpty();
  }

  @Test
  void blanksAndLowerCaseOfAReaderDoNotMatter() {
    assertThat(
            zone(
                List.of(
                    "p<chn zhang<<san <<<<<<<<<<<<<<<<<<<<<<<<<<<<<\r",
                    "E123456782CHN 9001011M3001019<<<<<<<<<<<<<<<2\n",
                    "")))
        .isEqualTo(zone(CHINESE_PASSPORT));
  }

  @ParameterizedTest
  @MethodSource("zones")
  void anotherDigitInPlaceOfADigitIsNeverTaken(List<String> lines) {
    for (int line = 0; line < lines.size(); line++) {
      String text = lines.get(line);
      for (int place = 0; place < text.length(); place++) {
        if (Character.isDigit(text.charAt(place))) {
          char next = (char) ('0' + (text.charAt(place) - '0' + 1) % 10);
          assertThat(replaced(lines, line, place, next))
              .as("line %d, place %d", line, place)
              .isInstanceOf(Reading.Wrong.class);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 4, 9, NUMBER",
    "0, 12, 1, RENEWALS",
    "0, 17, 5, EXPIRY",
    "0, 25, 5, BIRTH",
    "1, 21, 9, OTHER_NUMBER",
    "1, 29, 7, COMPOSITE"
  })
  void theFieldThatIsWrongIsNamed(int line, int place, char character, Field field) {
    assertThat(replaced(HOME_RETURN, line, place, character)).isEqualTo(new Reading.Wrong(field));
  }

  @Test
  void aLetterIsReadAsADigitWhereDigitsAloneStandAndThatIsSaid() {
    assertThat(replaced(HOME_RETURN, 0, 16, 'O'))
        .isEqualTo(new Reading.Read(zone(HOME_RETURN), Set.of(Field.EXPIRY)));
    assertThat(replaced(HOME_RETURN, 0, 23, 'g')).isEqualTo(new Reading.Wrong(Field.BIRTH));
    assertThat(replaced(CHINESE_PASSPORT, 1, 1, 'I'))
        .as("a number has letters too")
        .isEqualTo(new Reading.Wrong(Field.NUMBER));
  }

  @Test
  void aMissingDigitOfTheNumberIsNotTakenForNone() {
    assertThat(replaced(CHINESE_PASSPORT, 1, 9, '<')).isEqualTo(new Reading.Wrong(Field.NUMBER));
    assertThat(replaced(CARD, 0, 14, '<')).isEqualTo(new Reading.Wrong(Field.NUMBER));
  }

  @Test
  void namesThatFillTheirFieldMayBeCut() {
    List<String> lines = List.of("P<CHN" + "A".repeat(39), CHINESE_PASSPORT.getLast());
    MachineReadableZone zone = zone(lines);
    assertThat(zone.cut()).isTrue();
    assertThat(zone.givenNames()).isEmpty();
    assertThat(
            MachineReadableZone.read(
                List.of("P<CHN" + "<".repeat(39), CHINESE_PASSPORT.getLast()), TODAY))
        .isEqualTo(new Reading.Wrong(Field.NAMES));
  }

  @Test
  void nobodyIsBornTomorrow() {
    List<String> centenarian =
        List.of(CHINESE_PASSPORT.getFirst(), "E123456782CHN2611284M3001019<<<<<<<<<<<<<<<4");
    assertThat(MachineReadableZone.read(centenarian, TODAY))
        .isInstanceOfSatisfying(
            Reading.Read.class,
            read -> assertThat(read.zone().born()).contains(LocalDate.of(1926, 11, 28)));
  }

  @Test
  void whatIsNoZoneIsNone() {
    for (List<String> lines :
        List.of(
            List.<String>of(),
            List.of(SPECIMEN.getFirst()),
            List.of(SPECIMEN.getFirst(), SPECIMEN.getLast() + "0"),
            List.of(SPECIMEN.getFirst().replace('<', '«'), SPECIMEN.getLast()),
            List.of("V" + SPECIMEN.getFirst().substring(1), SPECIMEN.getLast()))) {
      assertThat(MachineReadableZone.read(lines, TODAY)).isInstanceOf(Reading.NoZone.class);
    }
  }

  @Test
  void aZoneIsPrintedMasked() {
    assertThat(zone(HOME_RETURN).toString())
        .isEqualTo("MachineReadableZone[TRAVEL_PERMIT, H******78]");
    assertThat(Optional.of(MachineReadableZone.read(HOME_RETURN, TODAY)).toString())
        .doesNotContain("CHAN", "1990");
  }
}
