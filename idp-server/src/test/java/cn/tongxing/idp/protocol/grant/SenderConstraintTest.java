package cn.tongxing.idp.protocol.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.tongxing.idp.protocol.grant.SenderConstraint.Dpop;
import cn.tongxing.idp.protocol.grant.SenderConstraint.Mtls;
import cn.tongxing.idp.testing.Clause;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SenderConstraintTest {

  private static final String THUMBPRINT = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
  private static final String OTHER = "A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0";

  @Test
  @Clause({"RFC 9449 6.1", "RFC 8705 3.1", "RFC 7800 3.1"})
  void whatATokenIsBoundToIsReadAsItIsWritten() {
    for (SenderConstraint bound : List.of(new Dpop(THUMBPRINT), new Mtls(THUMBPRINT))) {
      assertThat(SenderConstraint.of(bound.confirmation().orElseThrow())).contains(bound);
    }
    assertThat(new Dpop(THUMBPRINT).confirmation()).contains(Map.of("jkt", THUMBPRINT));
    assertThat(new Mtls(THUMBPRINT).confirmation()).contains(Map.of("x5t#S256", THUMBPRINT));
    assertThat(SenderConstraint.none().confirmation()).isEmpty();
  }

  @Test
  @Clause({"RFC 9449 5", "RFC 8705 3"})
  void onlyTokensThatAreBoundByAProofAreOfAnotherType() {
    assertThat(SenderConstraint.none().tokenType()).isEqualTo("Bearer");
    assertThat(new Mtls(THUMBPRINT).tokenType()).isEqualTo("Bearer");
    assertThat(new Dpop(THUMBPRINT).tokenType()).isEqualTo("DPoP");
  }

  @Test
  @Clause("RFC 7800 3.1")
  void whatIsNotUnderstoodIsNotTakenForUnbound() {
    for (Object claim :
        List.of(
            Map.of("jwk", Map.of("kty", "EC")),
            Map.of("kid", THUMBPRINT),
            Map.of("jkt", THUMBPRINT, "x5t#S256", THUMBPRINT),
            Map.of("jkt", "short"),
            Map.of("jkt", 7),
            Map.of(),
            THUMBPRINT)) {
      assertThat(SenderConstraint.of(claim)).as("%s", claim).isEmpty();
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Dpop("short"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Mtls(THUMBPRINT + "="));
  }

  @Test
  void whatIsBoundIsOnlyForWhoeverProvesTheSame() {
    var bound = new Dpop(THUMBPRINT);
    assertThat(bound.admits(new Dpop(THUMBPRINT))).isTrue();
    assertThat(bound.admits(new Dpop(OTHER))).isFalse();
    assertThat(bound.admits(new Mtls(THUMBPRINT))).isFalse();
    assertThat(bound.admits(SenderConstraint.none())).isFalse();
    assertThat(SenderConstraint.none().admits(bound)).isTrue();
    assertThat(SenderConstraint.none().admits(SenderConstraint.none())).isTrue();
  }
}
