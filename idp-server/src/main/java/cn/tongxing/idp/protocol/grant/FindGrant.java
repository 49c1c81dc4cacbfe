package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.GrantType;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.protocol.grant.store.GrantRows;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Looks at grants without changing them: one indexed read each. */
@Service
public class FindGrant {

  private final GrantTokens tokens;
  private final GrantRows grants;
  private final InstantSource clock;

  FindGrant(GrantTokens tokens, GrantRows grants, InstantSource clock) {
    this.tokens = tokens;
    this.grants = grants;
    this.clock = clock;
  }

  /**
   * The living grant of an access token that was not itself taken back, as far as the client may
   * have it now ({@link Grant#at}).
   */
  public Optional<Grant> ofAccessToken(Client client, GrantId id, String jti) {
    return grants
        .findForToken(id, jti)
        .filter(grant -> grant.livesAt(clock.instant()))
        .flatMap(grant -> grant.at(client));
  }

  /** Whether a code of ours was redeemed, or burnt. */
  public boolean isSpent(String code) {
    return tokens
        .parse(GrantToken.Kind.CODE, code)
        .flatMap(token -> grants.find(token.grant()))
        .isPresent();
  }

  /** The same where the person may use the service now. */
  public Optional<Grant> ofAccessTokenOfActive(Client client, GrantId id, String jti) {
    return grants
        .findForTokenOfActive(id, jti)
        .filter(grant -> grant.livesAt(clock.instant()))
        .flatMap(grant -> grant.at(client));
  }

  /** Whether an access token without a grant was taken back. */
  public boolean isRevoked(String jti) {
    return grants.isTokenRevoked(jti);
  }

  /**
   * The living grant that a refresh token of any generation belongs to, if it is this client's: the
   * tag in the token says that we made it for this grant. Good for ending it, for nothing else.
   */
  public Optional<Grant> toEnd(Client client, String presented) {
    return tokens
        .parse(GrantToken.Kind.REFRESH, presented)
        .flatMap(token -> grants.find(token.grant()))
        .filter(grant -> grant.client().equals(client.id()) && grant.livesAt(clock.instant()));
  }

  /**
   * The living grant whose current refresh token this is, if it is this client's, as far as it may
   * have it now ({@link Grant#at}).
   */
  public Optional<Grant> ofRefreshToken(Client client, String presented) {
    if (!client.permissions().grantTypes().contains(GrantType.REFRESH_TOKEN)) {
      return Optional.empty();
    }
    return tokens
        .parse(GrantToken.Kind.REFRESH, presented)
        .flatMap(token ->
            grants
                .family(token.grant())
                .filter(family ->
                    family
                        .current()
                        .filter(
                            hash -> java.security.MessageDigest.isEqual(hash, tokens.hash(token)))
                        .isPresent()))
        .map(GrantRows.Family::grant)
        .filter(grant -> grant.livesAt(clock.instant()))
        .flatMap(grant -> grant.at(client));
  }
}
