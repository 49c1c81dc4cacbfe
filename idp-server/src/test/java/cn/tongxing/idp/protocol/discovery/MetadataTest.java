package cn.tongxing.idp.protocol.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MetadataTest {

  @Test
  @Clause({"OIDC Discovery 3", "R10"})
  void onlyLevelsThatThisInstallationCanReachAreAdvertised() {
    var most = Acr.parse("urn:tongxing:acr:p2:a3").orElseThrow();

    var metadata =
        Metadata.of(
            new Issuer(URI.create("https://id.example")),
            List.of(Locale.ENGLISH),
            most,
            List.of("ES256"));

    assertThat(metadata)
        .containsEntry(
            "acr_values_supported",
            List.of(
                "urn:tongxing:acr:p1:a1",
                "urn:tongxing:acr:p1:a2",
                "urn:tongxing:acr:p1:a3",
                "urn:tongxing:acr:p2:a1",
                "urn:tongxing:acr:p2:a2",
                "urn:tongxing:acr:p2:a3"));
  }
}
