package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a person allowed one client in one authorization, as stored. */
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
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> revokedAt) {
  public Grant {
    scopes = Set.copyOf(scopes);
    userinfoClaims = Set.copyOf(userinfoClaims);
    resources = Set.copyOf(resources);
    amr = List.copyOf(amr);
  }

  /** Whether tokens of it are good for anything. */
  public boolean livesAt(Instant now) {
    return revokedAt.isEmpty() && now.isBefore(expiresAt);
  }
}
