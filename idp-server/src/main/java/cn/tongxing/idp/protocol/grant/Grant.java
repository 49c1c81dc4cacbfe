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
 * @param shown what it rests on
 */
public record Grant(
    GrantId id,
    ClientId client,
    PersonId person,
    SessionId session,
    Set<String> scopes,
    Set<String> userinfoClaims,
    Set<String> resources,
    Acr acr,
    List<String> amr,
    Instant authTime,
    Authentications shown,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> revokedAt) {
  public Grant {
    scopes = Set.copyOf(scopes);
    userinfoClaims = Set.copyOf(userinfoClaims);
    resources = Set.copyOf(resources);
    amr = List.copyOf(amr);
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
            client,
            person,
            session,
            current.permissions().among(scopes),
            userinfoClaims,
            resources,
            acr,
            amr,
            authTime,
            shown,
            createdAt,
            expiresAt,
            revokedAt));
  }

  /** Whether tokens of it are good for anything. */
  public boolean livesAt(Instant now) {
    return revokedAt.isEmpty() && now.isBefore(expiresAt);
  }
}
