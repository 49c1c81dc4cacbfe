package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.claims.Audiences;
import cn.tongxing.idp.protocol.error.FrontChannelError;
import java.util.Optional;

/** {@code resource} is registered, and the client may ask for tokens for it (RFC 8707 2). */
final class KnownResource implements AuthorizeCheck {

  private final Audiences audiences;

  KnownResource(Audiences audiences) {
    this.audiences = audiences;
  }

  @Override
  public Optional<Refusal> check(Draft draft) {
    return draft.values(RequestParameter.RESOURCE).stream()
            .allMatch(uri -> audiences.of(draft.knownClient(), uri).isPresent())
        ? Refusal.none()
        : Refusal.toClient(FrontChannelError.RESOURCE_UNKNOWN);
  }
}
