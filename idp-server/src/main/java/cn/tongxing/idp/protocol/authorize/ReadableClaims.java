package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import java.util.Optional;

/** {@code claims} is a JSON object (OpenID Connect Core 1.0, 5.5). */
final class ReadableClaims implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    return draft
            .get(RequestParameter.CLAIMS)
            .filter(json -> ClaimsRequest.parse(json).isEmpty())
            .isPresent()
        ? Refusal.toClient(FrontChannelError.CLAIMS_UNREADABLE)
        : Refusal.none();
  }
}
