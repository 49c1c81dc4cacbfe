package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.client.Client.GrantType;
import java.util.Optional;

/** The client is registered for the code flow. */
final class MayUseCodes implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    return draft.knownClient().grantTypes().contains(GrantType.AUTHORIZATION_CODE)
        ? Refusal.none()
        : Refusal.toClient(
            "unauthorized_client", "The client is not registered for authorization codes.");
  }
}
