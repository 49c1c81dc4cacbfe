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
 * What was decided that a client may have, whatever it is handed out by: kept until its grant is
 * made.
 *
 * @param session in which it was; empty for one that no browser takes part in
 * @param acting for whom the person acts; empty for themselves
 * @param agreements of the person that it rests on; none at a client that needs none
 * @param userinfoClaims asked for by name, besides those of the scopes
 * @param resources that its tokens may be for (RFC 8707); none for our own endpoints only
 * @param shown what it rests on; at least one
 * @param grantExpiresAt when the grant is over at the latest: with the session, if there is one
 */
public record Authorization(
    ClientId client,
    PersonId person,
    Optional<InSession> session,
    Optional<Acting> acting,
    Set<UUID> agreements,
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

  /**
   * The session as it was read.
   *
   * @param lowered {@code SsoSession.lowered}
   */
  public record InSession(SessionId id, int lowered) {}
}
