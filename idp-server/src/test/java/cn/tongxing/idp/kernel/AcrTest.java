package cn.tongxing.idp.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.tongxing.idp.testing.Clause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Clause("OpenID Connect Core 1.0 2")
class AcrTest {

  @Test
  void everyPairOfLevelsIsReadAsItIsWritten() {
    for (Acr each : all()) {
      assertThat(Acr.parse(each.toString())).contains(each);
    }
    assertThat(new Acr(IdentityAssurance.P3, AuthenticationAssurance.A2))
        .hasToString("urn:tongxing:acr:p3:a2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "urn:tongxing:acr:p0:a1",
        "urn:tongxing:acr:p6:a1",
        "urn:tongxing:acr:p1:a4",
        "urn:tongxing:acr:P1:A1",
        "urn:tongxing:acr:p1:a1 ",
        "urn:tongxing:acr:p1:a1\n",
        "urn:tongxing:acr:p11:a1",
        "urn:tongxing:acr:p1",
        "p1:a1"
      })
  void nothingElseIsOne(String text) {
    assertThat(Acr.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"urn:tongxing:acr:p6:a1", "urn:tongxing:acr:p1:a4", "urn:tongxing:acr:p10:a10"})
  void aPairOfLevelsThatIsKeptAndNotKnownIsOfALaterVersion(String kept) {
    assertThatExceptionOfType(OfLaterVersion.class).isThrownBy(() -> Acr.ofStored(kept));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "damaged", "urn:tongxing:acr:p3:a2 ", "urn:tongxing:acr:p3"})
  void whatIsDamagedIsNoLaterVersions(String kept) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Acr.ofStored(kept))
        .withMessage("a stored acr that is none");
  }

  /** A higher identity level makes up for no lower authentication, nor the other way. */
  @Test
  void oneSatisfiesAnotherIfBothOfItsLevelsDo() {
    for (Acr reached : all()) {
      for (Acr wanted : all()) {
        assertThat(reached.satisfies(wanted))
            .as("%s for %s", reached, wanted)
            .isEqualTo(
                reached.identity().ordinal() >= wanted.identity().ordinal()
                    && reached.authentication().ordinal() >= wanted.authentication().ordinal());
      }
      assertThat(reached.satisfies(Acr.LEAST)).isTrue();
    }
  }

  private static List<Acr> all() {
    List<Acr> all = new ArrayList<>();
    for (IdentityAssurance identity : IdentityAssurance.values()) {
      for (AuthenticationAssurance authentication : AuthenticationAssurance.values()) {
        all.add(new Acr(identity, authentication));
      }
    }
    return all;
  }
}
