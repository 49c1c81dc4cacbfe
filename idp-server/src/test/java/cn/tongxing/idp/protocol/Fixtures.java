package cn.tongxing.idp.protocol;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.keys.SigningAlgorithm;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Relying parties of tests. */
public final class Fixtures {

  /** The verifier of RFC 7636 Appendix B, and its challenge. */
  public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  public static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  public static final String REDIRECT_URI = "https://hospital.example/callback";

  private Fixtures() {}

  public static Client client(String id) {
    return new Client(
        new ClientId(id),
        new LocalizedText("预约挂号", "預約掛號", "Appointments"),
        new LocalizedText("卫生健康委员会", "衛生健康委員會", "Health Commission"),
        new LocalizedText("为您预约", "為您預約", "To book for you"),
        Optional.of(URI.create("https://hospital.example/")),
        Client.AuthenticationMethod.CLIENT_SECRET_BASIC,
        List.of(),
        EnumSet.allOf(Client.GrantType.class),
        List.of(REDIRECT_URI),
        List.of("https://hospital.example/bye"),
        Optional.empty(),
        Set.of("openid", "profile", "phone", "realname"),
        "health",
        SigningAlgorithm.RS256,
        false,
        true,
        Acr.LEAST,
        true);
  }
}
