package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.session.Authentications;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a person allowed one client in one authorization.
 *
 * @param session it was made in, whose end ends it; of a code there is one, of others there may be
 *     none
 * @param acting for whom the person acts; empty for themselves
 * @param shown what it rests on
 * @param constraint what whoever uses its refresh tokens must prove to hold
 */
public record Grant(
    GrantId id,
    GrantOrigin origin,
    ClientId client,
    PersonId person,
    Optional<SessionId> session,
    Optional<Acting> acting,
    Set<String> scopes,
    Set<String> userinfoClaims,
    Set<String> resources,
    Acr acr,
    List<String> amr,
    Instant authTime,
    Authentications shown,
    SenderConstraint constraint,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> revokedAt) {
  public Grant {
    if (origin == GrantOrigin.CODE && session.isEmpty()) {
      throw new IllegalArgumentException("a grant of a code, and no session");
    }
    scopes = Set.copyOf(scopes);
    userinfoClaims = Set.copyOf(userinfoClaims);
    resources = Set.copyOf(resources);
    amr = List.copyOf(amr);
  }

  /**
   * A grant of what was decided.
   *
   * @param revokedAt from its beginning, for what is kept so that it is never granted
   */
  static Grant of(
      GrantId id,
      GrantOrigin origin,
      Authorization authorization,
      SenderConstraint constraint,
      Instant now,
      Optional<Instant> revokedAt) {
    return new Grant(
        id,
        origin,
        authorization.client(),
        authorization.person(),
        authorization.session().map(Authorization.InSession::id),
        authorization.acting(),
        authorization.scopes(),
        authorization.userinfoClaims(),
        authorization.resources(),
        authorization.acr(),
        Amr.of(authorization.shown()),
        authorization.shown().restsOn().orElseThrow(),
        authorization.shown(),
        constraint,
        now,
        authorization.grantExpiresAt(),
        revokedAt);
  }

  /**
   * What a client may have of it now: a scope that was taken from the client's registration is
   * gone, whatever the person allowed. What the person allowed stays as it is, and counts again if
   * the scope comes back.
   *
   * @return empty for another client, and for one that signs no persons in any more
   */
  public Optional<Grant> at(Client current) {
    if (!current.id().equals(client) || !current.permissions().signPersonsIn()) {
      return Optional.empty();
    }
    return Optional.of(
        new Grant(
            id,
            origin,
            client,
            person,
            session,
            acting,
            current.permissions().among(scopes),
            userinfoClaims,
            resources,
            acr,
            amr,
            authTime,
            shown,
            constraint,
            createdAt,
            expiresAt,
            revokedAt));
  }

  /** Whether tokens of it are good for anything. */
  public boolean livesAt(Instant now) {
    return revokedAt.isEmpty() && now.isBefore(expiresAt);
  }
}
