package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.client.Client.GrantType;
import cn.tongxing.idp.protocol.error.FrontChannelError;
import java.util.Optional;

/** The client is registered for the code flow. */
final class MayUseCodes implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    return draft.knownClient().permissions().grantTypes().contains(GrantType.AUTHORIZATION_CODE)
        ? Refusal.none()
        : Refusal.toClient(FrontChannelError.CLIENT_HAS_NO_CODE_FLOW);
  }
}
