package cn.tongxing.idp.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.protocol.Fixtures;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.protocol.claims.IdTokens;
import cn.tongxing.idp.testing.Clause;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReachableLevelsTest {

  private static final Acr MOST = acr("p3:a3");

  private static Acr acr(String level) {
    return Acr.parse("urn:tongxing:acr:" + level).orElseThrow();
  }

  private static AuthorizeRequest request(String name, String value) {
    var parameters =
        Map.of("redirect_uri", Fixtures.REDIRECT_URI, name, value).entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
    return AuthorizeRequest.of(
        new Draft(new Parameters(parameters), Optional.of(Fixtures.client("hospital"))),
        RunningServer.shared().bean(IdTokens.class),
        () -> MOST);
  }

  @Test
  @Clause("OIDC Core 3.1.2.1")
  void aVoluntaryLevelThatNoWayLeadsToIsNotWaitedFor() {
    String levels = "urn:tongxing:acr:p5:a1 urn:tongxing:acr:p2:a1";
    assertThat(request("acr_values", levels).acrs()).containsExactly(acr("p2:a1"));
    assertThat(request("acr_values", "urn:tongxing:acr:p5:a1").acrs()).isEmpty();
    String claims = "{\"id_token\":{\"acr\":{\"values\":[\"urn:tongxing:acr:p4:a1\"]}}}";
    assertThat(request("claims", claims).acrs()).isEmpty();
  }

  @Test
  @Clause("OIDC Core 5.5.1.1")
  void anEssentialOneStays() {
    String claims =
        "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":\"urn:tongxing:acr:p5:a1\"}}}";
    var request = request("claims", claims);
    assertThat(request.essentialAcr()).isTrue();
    assertThat(request.acrs()).containsExactly(acr("p5:a1"));
  }
}
