package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.client.Client.GrantType;
import cn.tongxing.idp.protocol.error.BackChannelError;
import cn.tongxing.idp.protocol.error.RefusedRequest;

/** What a client is registered for. */
final class GrantTypes {

  private GrantTypes() {}

  static void require(AuthenticatedClient principal, GrantType type) {
    if (!principal.client().permissions().grantTypes().contains(type)) {
      throw RefusedRequest.because(BackChannelError.GRANT_TYPE_NOT_REGISTERED);
    }
  }
}
