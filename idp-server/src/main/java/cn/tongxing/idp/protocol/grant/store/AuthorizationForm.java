package cn.tongxing.idp.protocol.grant.store;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.MandateId;
import cn.tongxing.idp.kernel.OfLaterVersion;
import cn.tongxing.idp.kernel.OrganisationId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.protocol.grant.Acting;
import cn.tongxing.idp.protocol.grant.Authorization;
import cn.tongxing.idp.protocol.grant.Authorization.InSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An authorization as it is kept in JSON: of every way in which it waits to be handed out. */
record AuthorizationForm(
    String client,
    String person,
    @Nullable String session,
    int lowered,
    @Nullable String organisation,
    @Nullable String mandate,
    Set<UUID> agreements,
    Set<String> scopes,
    Set<String> claims,
    Set<String> resources,
    String acr,
    List<String> shown,
    long expires) {

  static AuthorizationForm of(Authorization authorization) {
    return new AuthorizationForm(
        authorization.client().value(),
        authorization.person().toString(),
        authorization.session().map(in -> in.id().toString()).orElse(null),
        authorization.session().map(InSession::lowered).orElse(0),
        authorization.acting().map(acting -> acting.organisation().toString()).orElse(null),
        authorization.acting().map(acting -> acting.mandate().toString()).orElse(null),
        authorization.agreements(),
        authorization.scopes(),
        authorization.userinfoClaims(),
        authorization.resources(),
        authorization.acr().toString(),
        ShownText.of(authorization.shown()),
        authorization.grantExpiresAt().toEpochMilli());
  }

  /**
   * Reads.
   *
   * @throws IllegalArgumentException for what {@link #of} does not write
   * @throws OfLaterVersion for a level or a factor that is not known here
   */
  Authorization authorization() {
    return new Authorization(
        new ClientId(client),
        PersonId.parse(person),
        Optional.ofNullable(session).map(id -> new InSession(SessionId.parse(id), lowered)),
        acting(),
        agreements,
        scopes,
        claims,
        resources,
        Acr.ofStored(acr),
        ShownText.read(shown),
        Instant.ofEpochMilli(expires));
  }

  private Optional<Acting> acting() {
    if (organisation == null || mandate == null) {
      return Optional.empty();
    }
    return Optional.of(new Acting(OrganisationId.parse(organisation), MandateId.parse(mandate)));
  }
}
