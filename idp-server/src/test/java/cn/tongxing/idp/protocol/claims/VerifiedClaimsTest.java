package cn.tongxing.idp.protocol.claims;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.idp.identity.PersonProfile;
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

  private static final Instant TIME = Instant.parse("2026-10-31T08:00:00Z");

  private static PersonProfile proven(Method method, boolean possession) {
    return new PersonProfile(
        new PersonId(new UUID(1, 1)),
        PersonName.parse("李明"),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        IdentityAssurance.P3,
        Optional.of(new PersonProfile.Verification(method, "carrier", possession, TIME)),
        TIME,
        Optional.empty());
  }

  private static Map<String, String> check(String method) {
    return Map.of("check_method", method, "organization", "carrier", "time", TIME.toString());
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
                    TIME.toString(),
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
}
