package cn.tongxing.idp.protocol.claims;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.PairwiseSubjects;
import cn.tongxing.idp.client.SectorSessions;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.keys.TokenSigner;
import cn.tongxing.idp.keys.TokenVerifier;
import cn.tongxing.idp.protocol.ProtocolSettings;
import cn.tongxing.idp.protocol.grant.Grant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * ID tokens (OpenID Connect Core 1.0, 2): who signed in, when, how, at which level. Nothing about
 * the person: that is for UserInfo.
 */
@Component
public class IdTokens {

  private static final String TYPE = "JWT";

  private final TokenSigner signer;
  private final TokenVerifier verifier;
  private final PairwiseSubjects subjects;
  private final SectorSessions sessions;
  private final Issuer issuer;
  private final ProtocolSettings settings;
  private final InstantSource clock;

  IdTokens(
      TokenSigner signer,
      TokenVerifier verifier,
      PairwiseSubjects subjects,
      SectorSessions sessions,
      Issuer issuer,
      ProtocolSettings settings,
      InstantSource clock) {
    this.signer = signer;
    this.verifier = verifier;
    this.subjects = subjects;
    this.sessions = sessions;
    this.issuer = issuer;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Signs with the client's algorithm.
   *
   * @param nonce only with the first token of a grant (12.2)
   */
  public String issue(Client client, Grant grant, Optional<String> nonce, String accessToken) {
    Instant now = clock.instant();
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", issuer.toString());
    claims.put("sub", subjects.subject(client, grant.person()));
    claims.put("aud", client.id().value());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(settings.idTokenLifetime()).getEpochSecond());
    claims.put("auth_time", grant.authTime().getEpochSecond());
    claims.put("acr", grant.acr().toString());
    claims.put("amr", grant.amr());
    grant.session().ifPresent(session -> claims.put("sid", sessions.sid(client, session)));
    signer
        .halfHash(client.tokens().idTokenAlgorithm(), accessToken)
        .ifPresent(hash -> claims.put("at_hash", hash));
    nonce.ifPresent(value -> claims.put("nonce", value));
    return signer.sign(client.tokens().idTokenAlgorithm(), TYPE, claims);
  }

  /**
   * Reads a token of ours that comes back as a hint, expired or not (RP-Initiated Logout 1.0, 2).
   */
  public Optional<Hint> read(String token) {
    return verifier
        .verify(token, TYPE)
        .filter(claims -> issuer.toString().equals(claims.get("iss")))
        .flatMap(claims ->
            claims.get("sub") instanceof String subject
                    && claims.get("aud") instanceof String client
                    && ClientId.isWellFormed(client)
                ? Optional.of(new Hint(subject, new ClientId(client), sid(claims)))
                : Optional.empty());
  }

  private static Optional<String> sid(Map<String, Object> claims) {
    return claims.get("sid") instanceof String session ? Optional.of(session) : Optional.empty();
  }

  /**
   * What an ID token that was handed back says.
   *
   * @param sid of the session, as this client's sector knows it; empty for a grant of none
   */
  public record Hint(String subject, ClientId client, Optional<String> sid) {}
}
