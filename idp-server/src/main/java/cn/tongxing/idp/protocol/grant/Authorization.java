package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.session.Authentications;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What was decided at the authorization endpoint, kept between the code and its redemption.
 *
 * @param lowered of the session as it was read: {@code SsoSession.lowered}
 * @param agreements of the person that it rests on; none at a client that needs none
 * @param redirectUri as it stood in the request; the token request must name the same (RFC 6749
 *     4.1.3)
 * @param challenge S256 (RFC 7636); empty only for an exempt client
 * @param userinfoClaims asked for by name, besides those of the scopes
 * @param resources that its tokens may be for (RFC 8707); none for our own endpoints only
 * @param shown what it rests on; at least one
 * @param grantExpiresAt when the session is over at the latest, and the grant with it
 */
public record Authorization(
    ClientId client,
    PersonId person,
    SessionId session,
    int lowered,
    Set<UUID> agreements,
    String redirectUri,
    Optional<String> challenge,
    Optional<String> nonce,
    Set<String> scopes,
    Set<String> userinfoClaims,
    Set<String> resources,
    Acr acr,
    Authentications shown,
    Instant grantExpiresAt) {
  public Authorization {
    agreements = Set.copyOf(agreements);
    scopes = Set.copyOf(scopes);
    userinfoClaims = Set.copyOf(userinfoClaims);
    resources = Set.copyOf(resources);
  }
}
