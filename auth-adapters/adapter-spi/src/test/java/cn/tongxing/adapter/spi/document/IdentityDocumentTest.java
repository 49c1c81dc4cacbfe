package cn.tongxing.adapter.spi.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityDocumentTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

  private static Optional<IdentityDocument> parse(DocumentType type, String typed) {
    String issuer = type == DocumentType.PASSPORT ? "FR" : "";
    return IdentityDocument.parse(type, typed, issuer, TODAY);
  }

  @ParameterizedTest
  @CsvSource({
    "RESIDENT_ID, 350200 19900101 0019, RESIDENT_ID, 350200199001010019",
    "RESIDENT_ID, 810000199001010019, RESIDENCE_PERMIT_HKMOTW, 810000199001010019",
    "RESIDENCE_PERMIT_HKMOTW, 830000199001010039, RESIDENCE_PERMIT_HKMOTW, 830000199001010039",
    "FOREIGN_PERMANENT_RESIDENT, usa110012345678, FOREIGN_PERMANENT_RESIDENT, USA110012345678",
    "MAINLAND_TRAVEL_PERMIT_HKMO, H12345678, MAINLAND_TRAVEL_PERMIT_HKMO, H12345678",
    "MAINLAND_TRAVEL_PERMIT_HKMO, h1234567802, MAINLAND_TRAVEL_PERMIT_HKMO, H12345678",
    "MAINLAND_TRAVEL_PERMIT_HKMO, HA1234567, MAINLAND_TRAVEL_PERMIT_HKMO, HA1234567",
    "MAINLAND_TRAVEL_PERMIT_TW, 21234567, MAINLAND_TRAVEL_PERMIT_TW, 21234567",
    "MAINLAND_TRAVEL_PERMIT_TW, 2123456701, MAINLAND_TRAVEL_PERMIT_TW, 21234567",
    "MAINLAND_TRAVEL_PERMIT_TW, 212345678A, MAINLAND_TRAVEL_PERMIT_TW, 212345678A",
    "HONG_KONG_ID, A123456(3), HONG_KONG_ID, A1234563",
    "HONG_KONG_ID, G123456(A), HONG_KONG_ID, G123456A",
    "HONG_KONG_ID, C668668（9）, HONG_KONG_ID, C6686689",
    "HONG_KONG_ID, AB987654(3), HONG_KONG_ID, AB9876543",
    "HONG_KONG_ID, K100008(A), HONG_KONG_ID, K100008A",
    "MACAU_ID, 1/234567/8, MACAU_ID, 12345678",
    "TAIWAN_ID, A123456789, TAIWAN_ID, A123456789",
    "TAIWAN_ID, f131579438, TAIWAN_ID, F131579438",
    "TAIWAN_ID, A800000014, TAIWAN_ID, A800000014",
    "TAIWAN_ID, AC01234567, TAIWAN_ID, AC01234567",
    "MACAU_ID, 1234567(8), MACAU_ID, 12345678",
    "PASSPORT, a10000001, PASSPORT, A10000001"
  })
  void everyWritingOfANumberIsOneDocument(
      DocumentType named, String typed, DocumentType type, String number) {
    IdentityDocument document = parse(named, typed).orElseThrow();

    assertThat(document.type()).isEqualTo(type);
    assertThat(document.number()).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "RESIDENT_ID, 350200199001010018",
    "RESIDENT_ID, H12345678",
    "RESIDENCE_PERMIT_HKMOTW, 350200199001010019",
    "FOREIGN_PERMANENT_RESIDENT, 350200199001010019",
    "FOREIGN_PERMANENT_RESIDENT, 911124198108030021",
    "FOREIGN_PERMANENT_RESIDENT, USA11001234567",
    "MAINLAND_TRAVEL_PERMIT_HKMO, 350200199001010019",
    "MAINLAND_TRAVEL_PERMIT_HKMO, H123456780",
    "MAINLAND_TRAVEL_PERMIT_HKMO, C12345678",
    "MAINLAND_TRAVEL_PERMIT_TW, 2123456",
    "MAINLAND_TRAVEL_PERMIT_TW, 212345678",
    "HONG_KONG_ID, A123456(4)",
    "HONG_KONG_ID, Z683365(5)",
    "HONG_KONG_ID, A123456",
    "MACAU_ID, 1234567",
    "MACAU_ID, 22345678",
    "TAIWAN_ID, A123456788",
    "TAIWAN_ID, AC01234568",
    "TAIWAN_ID, A323456789",
    "PASSPORT, 350200199001010019",
    "PASSPORT, 350200199001010018",
    "PASSPORT, A1",
    "PASSPORT, ''"
  })
  void aNumberThatTheTypeDoesNotHaveIsNone(DocumentType named, String typed) {
    assertThat(parse(named, typed)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "F", "fr", "FRA"})
  void aPassportNeedsItsState(String jurisdiction) {
    assertThat(IdentityDocument.parse(DocumentType.PASSPORT, "A10000001", jurisdiction, TODAY))
        .isEmpty();
  }

  @Test
  void aPermitIsTheSameHoweverItCame() {
    assertThat(new IdentityDocument(DocumentType.MAINLAND_TRAVEL_PERMIT_HKMO, "H12345678 00", "CN"))
        .isEqualTo(
            new IdentityDocument(DocumentType.MAINLAND_TRAVEL_PERMIT_HKMO, "H12345678", "CN"));
    assertThatThrownBy(() -> new IdentityDocument(DocumentType.MACAU_ID, " / / ", "MO"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNumberWithoutATypeIsReadAsItStandsAndWithoutRenewal() {
    assertThat(IdentityDocument.readings("h12345678-01"))
        .containsExactly("H1234567801", "H12345678");
    assertThat(IdentityDocument.readings("2123456702")).containsExactly("2123456702", "21234567");
    assertThat(IdentityDocument.readings("1/234567/8")).containsExactly("12345678");
    assertThat(IdentityDocument.readings("1".repeat(65))).isEmpty();
  }

  @Test
  void itPrintsMasked() {
    assertThat(parse(DocumentType.MACAU_ID, "1/234567/8").orElseThrow().toString())
        .isEqualTo("IdentityDocument[MACAU_ID, 1*****78]");
  }
}
