package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was decided at the authorization endpoint, kept between the code and its redemption.
 *
 * @param redirectUri as it stood in the request; the token request must name the same (RFC 6749
 *     4.1.3)
 * @param challenge S256 (RFC 7636); empty only for an exempt client
 * @param userinfoClaims asked for by name, besides those of the scopes
 * @param resources that its tokens may be for (RFC 8707); none for our own endpoints only
 * @param amr how the person signed in
 * @param authTime when
 * @param grantExpiresAt when the session is over at the latest, and the grant with it
 */
public record Authorization(
    ClientId client,
    PersonId person,
    SessionId session,
    String redirectUri,
    Optional<String> challenge,
    Optional<String> nonce,
    Set<String> scopes,
    Set<String> userinfoClaims,
    Set<String> resources,
    Acr acr,
    List<String> amr,
    Instant authTime,
    Instant grantExpiresAt) {
  public Authorization {
    scopes = Set.copyOf(scopes);
    userinfoClaims = Set.copyOf(userinfoClaims);
    resources = Set.copyOf(resources);
    amr = List.copyOf(amr);
  }
}
