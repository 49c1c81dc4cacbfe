package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.claims.IdTokens;
import cn.tongxing.idp.protocol.error.FrontChannelError;
import java.util.Optional;

/** {@code id_token_hint} is an ID token that we issued to this client, expired or not. */
final class OwnIdTokenHint implements AuthorizeCheck {

  private final IdTokens tokens;

  OwnIdTokenHint(IdTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Optional<Refusal> check(Draft draft) {
    var hint = draft.get(RequestParameter.ID_TOKEN_HINT);
    return hint.isEmpty()
            || tokens
                .read(hint.get())
                .filter(read -> read.client().equals(draft.knownClient().id()))
                .isPresent()
        ? Refusal.none()
        : Refusal.toClient(FrontChannelError.ID_TOKEN_HINT_NOT_OWN);
  }
}
