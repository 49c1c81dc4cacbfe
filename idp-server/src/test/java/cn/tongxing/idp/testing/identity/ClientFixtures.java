package cn.tongxing.idp.testing.identity;

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

/** Relying parties: usual ones, in which a test changes the part that it is about. */
public final class ClientFixtures {

  public static final String REDIRECT_URI = "https://hospital.example/callback";

  private ClientFixtures() {}

  /** A hospital's, with a secret, that may do everything and demands nothing. */
  public static Client confidential(String id) {
    return new Client(
        new ClientId(id),
        new Client.Presentation(
            new LocalizedText("预约挂号", "預約掛號", "Appointments"),
            new LocalizedText("卫生健康委员会", "衛生健康委員會", "Health Commission"),
            new LocalizedText("为您预约", "為您預約", "To book for you"),
            Optional.of(URI.create("https://hospital.example/"))),
        new Client.Authentication.Secret(
            Client.AuthenticationMethod.CLIENT_SECRET_BASIC, List.of()),
        new Client.Addresses(
            List.of(REDIRECT_URI), List.of("https://hospital.example/bye"), Optional.empty()),
        new Client.Permissions(
            EnumSet.allOf(Client.GrantType.class),
            Set.of("openid", "profile", "phone", "realname")),
        new Client.Tokens("health", SigningAlgorithm.RS256),
        new Client.Demands(false, false, true, Acr.LEAST),
        true);
  }

  /** An application without a secret, that only signs persons in. */
  public static Client open(String id, Optional<URI> backchannelLogoutUri) {
    LocalizedText text = new LocalizedText("应用", "應用", "Application");
    return new Client(
        new ClientId(id),
        new Client.Presentation(text, text, text, Optional.empty()),
        new Client.Authentication.None(),
        new Client.Addresses(
            List.of("https://app.example/callback"), List.of(), backchannelLogoutUri),
        new Client.Permissions(Set.of(Client.GrantType.AUTHORIZATION_CODE), Set.of("openid")),
        new Client.Tokens("app.example", SigningAlgorithm.ES256),
        new Client.Demands(false, false, true, Acr.LEAST),
        true);
  }
}
