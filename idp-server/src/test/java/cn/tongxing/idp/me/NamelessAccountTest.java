package cn.tongxing.idp.me;

import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where a name would stand, way and date tell an account from others. */
@Clause("Q1")
class NamelessAccountTest {

  private static final String ON = "\\d{4}年\\d{1,2}月\\d{1,2}日开通";

  private final RunningServer server = RunningServer.shared();
  private final String cookie = sessionCookie(server.signIn(nameless()).cookieValue());

  private PersonId nameless() {
    var proof =
        ProofFixtures.proof()
            .account("police-network", "organisation-1", UUID.randomUUID().toString())
            .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL)
            .build();
    var enrolled =
        server
            .bean(Enrolments.class)
            .enrol(proof, new SignInId(UUID.randomUUID()), RequestOrigin.SERVER);
    return ((Enrolment.Created) enrolled).person();
  }

  @Test
  void theirOwnPageSaysSo() {
    assertThat(server.get("/me", Map.of(), cookie).body())
        .containsPattern("id=\"opened\">国家网络身份认证，" + ON + "<");
    assertThat(server.get("/me", Map.of("ui_locales", "en"), cookie).body())
        .containsPattern("id=\"opened\">National network identity, since \\d{1,2} \\w+ \\d{4}<");
  }

  @Test
  void thePageThatAsksForAgreementSaysWhoseItIsToo() {
    var wish =
        Map.of(
            "client_id", "hospital",
            "redirect_uri", "https://hospital.example/callback",
            "response_type", "code",
            "scope", "openid",
            "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            "code_challenge_method", "S256");

    var page = server.get("/oauth2/authorize", wish, cookie);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).containsPattern("国家网络身份认证，" + ON);
  }
}
