package cn.tongxing.idp.session.backchannel;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.SectorSessions;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.keys.TokenSigner;
import cn.tongxing.idp.session.store.LogoutDeliveryRows.LogoutDelivery;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Makes logout tokens (Back-Channel Logout 1.0, 2.4). */
@Component
class LogoutTokens {

  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
  private static final long TOKEN_SECONDS = 120;

  private final SectorSessions sessions;
  private final TokenSigner signer;
  private final Issuer issuer;
  private final InstantSource clock;
  private final SecureRandom random;

  LogoutTokens(
      SectorSessions sessions,
      TokenSigner signer,
      Issuer issuer,
      InstantSource clock,
      SecureRandom random) {
    this.sessions = sessions;
    this.signer = signer;
    this.issuer = issuer;
    this.clock = clock;
    this.random = random;
  }

  /**
   * One for each try. Its {@code jti} is new each time: receivers refuse one that they have seen,
   * and a try whose answer was lost would be refused for ever. There is no nonce.
   */
  String token(LogoutDelivery delivery, Client client) {
    Instant now = clock.instant();
    return signer.sign(
        client.tokens().idTokenAlgorithm(),
        "logout+jwt",
        Map.of(
            "iss", issuer.toString(),
            "sub", delivery.subject(),
            "aud", client.id().value(),
            "iat", now.getEpochSecond(),
            "exp", now.getEpochSecond() + TOKEN_SECONDS,
            "jti", TimeOrderedId.at(now, random).toString(),
            "events", Map.of(EVENT, Map.of()),
            "sid", sessions.sid(client, delivery.session())));
  }
}
