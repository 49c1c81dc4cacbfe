package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.client.Client.GrantType;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** What a client is registered for. */
final class GrantTypes {

  private GrantTypes() {}

  static void require(AuthenticatedClient principal, GrantType type) {
    if (!principal.client().grantTypes().contains(type)) {
      throw TokenRefused.because(
          OAuth2ErrorCodes.UNAUTHORIZED_CLIENT,
          "The client is not registered for this grant type.");
    }
  }
}
