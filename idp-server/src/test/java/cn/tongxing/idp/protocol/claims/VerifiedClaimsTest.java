package cn.tongxing.idp.protocol.claims;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.PersonProfile.Verification;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.testing.Clause;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@Clause("OIDC IDA 5")
class VerifiedClaimsTest {

  private static final Instant TIME = Instant.parse("2026-10-30T16:00:00.123456Z");
  private static final String DAY = "2026-10-30T16:00:00Z";

  private static PersonProfile proven(Method method, boolean possession) {
    return of(piece(IdentityAssurance.P3, method, "carrier", possession));
  }

  private static Verification piece(
      IdentityAssurance worth, Method method, String source, boolean possession) {
    return new Verification(worth, method, source, possession, TIME);
  }

  private static PersonProfile of(Verification... pieces) {
    return new PersonProfile(
        new PersonId(new UUID(1, 1)),
        PersonName.parse("李明"),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        pieces[0].worth(),
        List.of(pieces),
        TIME,
        Optional.empty());
  }

  private static Map<String, String> check(String method) {
    return Map.of("check_method", method, "organization", "carrier", "time", DAY);
  }

  @Test
  void theCarriersWordIsAnElectronicRecordComparedAndShown() {
    assertThat(VerifiedClaims.of(proven(Method.CARRIER_THREE_ELEMENTS, true), IdentityAssurance.P3))
        .contains(
            Map.of(
                "verification",
                Map.of(
                    "trust_framework",
                    "cn_tongxing",
                    "assurance_level",
                    "p3",
                    "time",
                    DAY,
                    "evidence",
                    List.of(
                        Map.of(
                            "type",
                            "electronic_record",
                            "check_details",
                            List.of(check("data"), check("auth")),
                            "record",
                            Map.of(
                                "type", "utility_account", "source", Map.of("name", "carrier"))))),
                "claims",
                Map.of("name_masked", "*明")));
  }

  @Test
  void nothingIsSaidOfWhomNobodyVouchesFor() {
    assertThat(VerifiedClaims.of(proven(Method.PHONE_POSSESSION, true), IdentityAssurance.P1))
        .isEmpty();
  }

  @Test
  void everyMethodHasItsChecks() {
    for (Method method : Method.values()) {
      assertThat(VerifiedClaims.of(proven(method, false), IdentityAssurance.P3).toString())
          .as(method.name())
          .contains("check_method");
    }
  }

  @Test
  @Clause({"T9", "T12"})
  void noTimeIsFinerThanTheDayOfTheCitizen() {
    PersonProfile early = proven(Method.CARRIER_THREE_ELEMENTS, true);
    Verification later =
        new Verification(
            IdentityAssurance.P3,
            Method.CARRIER_THREE_ELEMENTS,
            "carrier",
            true,
            Instant.parse("2026-10-31T15:59:59.999999Z"));

    assertThat(VerifiedClaims.of(of(later), IdentityAssurance.P3))
        .isEqualTo(VerifiedClaims.of(early, IdentityAssurance.P3));
  }

  @Test
  @Clause("L4")
  void aCappedSessionShowsNoPieceAboveItsCap() {
    Verification chip = piece(IdentityAssurance.P5, Method.COUNTER_CHIP, "window", true);
    Verification pair =
        piece(IdentityAssurance.P2, Method.NAME_NUMBER_MATCH, "population-register", true);
    Verification phone = piece(IdentityAssurance.P1, Method.PHONE_POSSESSION, "carrier", true);

    assertThat(VerifiedClaims.of(of(chip, pair, phone), IdentityAssurance.P2).toString())
        .contains("population-register", "assurance_level=p2")
        .doesNotContain("window", "vcrypt");
    assertThat(VerifiedClaims.of(of(chip, phone), IdentityAssurance.P2))
        .contains(
            Map.of(
                "verification",
                Map.of("trust_framework", "cn_tongxing", "assurance_level", "p2"),
                "claims",
                Map.of("name_masked", "*明")));
    assertThat(VerifiedClaims.of(of(chip, pair, phone), IdentityAssurance.P5).toString())
        .contains("window", "vcrypt");
  }

  @Test
  @Clause("T12")
  void whoseWordAnImportOrAPeersAnswerWasIsNotTold() {
    for (Method method : List.of(Method.MIGRATED, Method.PEER_ASSERTION)) {
      PersonProfile person = of(piece(IdentityAssurance.P3, method, "old-portal", false));

      assertThat(VerifiedClaims.of(person, IdentityAssurance.P3).toString())
          .contains("check_method=token")
          .doesNotContain("old-portal", "organization");
    }
  }
}
