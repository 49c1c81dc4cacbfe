package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.session.Origins;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads what a client shows: header, body, or only its name. Never more than one of these (RFC 6749
 * 2.3), and never none: an endpoint behind this is not reached without a client.
 */
final class ClientAttemptConverter implements AuthenticationConverter {

  private final AuthenticationConverter basic = new ClientSecretBasicAuthenticationConverter();
  private final AuthenticationConverter post = new ClientSecretPostAuthenticationConverter();

  @Override
  public Authentication convert(HttpServletRequest request) {
    var inHeader = basic.convert(request);
    var inBody = post.convert(request);
    if (inHeader != null && (inBody != null || namesAnother(request, inHeader))) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
    }
    var shown = inHeader != null ? inHeader : inBody != null ? inBody : nameOnly(request);
    return new AuthenticatedClient.Attempt(
        (OAuth2ClientAuthenticationToken) shown, Origins.of(request));
  }

  /** Whether the request names one client and authenticates as another. */
  private static boolean namesAnother(HttpServletRequest request, Authentication shown) {
    String[] names = request.getParameterValues("client_id");
    return names != null && !Arrays.stream(names).allMatch(shown.getName()::equals);
  }

  private static Authentication nameOnly(HttpServletRequest request) {
    String[] names = request.getParameterValues("client_id");
    if (names != null && names.length > 1) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
    }
    if (names == null || request.getHeader("Authorization") != null) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    return new OAuth2ClientAuthenticationToken(
        names[0], ClientAuthenticationMethod.NONE, null, Map.of());
  }
}
