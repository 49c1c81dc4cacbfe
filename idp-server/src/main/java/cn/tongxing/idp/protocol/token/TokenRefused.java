package cn.tongxing.idp.protocol.token;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** Errors of the token endpoint (RFC 6749 5.2), in the form the engine writes. */
final class TokenRefused {

  private TokenRefused() {}

  static OAuth2AuthenticationException because(String code, String description) {
    return new OAuth2AuthenticationException(new OAuth2Error(code, description, null));
  }
}
