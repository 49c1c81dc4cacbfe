package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.keys.ForeignJws;
import cn.tongxing.idp.protocol.error.BackChannelError;
import cn.tongxing.idp.protocol.error.BackChannelErrors;
import cn.tongxing.idp.protocol.error.RefusedRequest;
import cn.tongxing.idp.session.Origins;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads what a client shows: a secret in the header or in the body, an assertion, or only its name.
 * Never more than one of these (RFC 6749 2.3), and never none: an endpoint behind this is not
 * reached without a client.
 */
final class ClientAttemptConverter implements AuthenticationConverter {

  private static final String BASIC = "basic ";
  private static final String ASSERTION = "client_assertion";
  private static final String ASSERTION_TYPE = "client_assertion_type";

  /** RFC 7523 2.2. */
  private static final String BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final AuthenticationConverter post = new ClientSecretPostAuthenticationConverter();

  @Override
  public Authentication convert(HttpServletRequest request) {
    if (ways(request) > 1) {
      throw RefusedRequest.because(BackChannelError.TWO_AUTHENTICATIONS);
    }
    var shown =
        basic(request)
            .or(() -> assertion(request))
            .or(() -> Optional.ofNullable(post.convert(request)).map(read -> inBody(read, request)))
            .orElseGet(() -> nameOnly(request));
    BackChannelErrors.name(request, shown.getName());
    if (namesAnother(request, shown)) {
      throw RefusedRequest.because(BackChannelError.OTHER_CLIENT_NAMED);
    }
    return shown;
  }

  private static int ways(HttpServletRequest request) {
    return (request.getHeader("Authorization") == null ? 0 : 1)
        + (isThere(request, "client_secret") ? 1 : 0)
        + (isThere(request, ASSERTION) || isThere(request, ASSERTION_TYPE) ? 1 : 0);
  }

  private static boolean isThere(HttpServletRequest request, String parameter) {
    String value = request.getParameter(parameter);
    return value != null && !value.isBlank();
  }

  /** RFC 7521 4.2: the client is named by the assertion; {@code client_id} may be left out. */
  private static Optional<AuthenticatedClient.Attempt> assertion(HttpServletRequest request) {
    if (!isThere(request, ASSERTION) && !isThere(request, ASSERTION_TYPE)) {
      return Optional.empty();
    }
    var assertion =
        Optional.ofNullable(request.getParameter(ASSERTION))
            .filter(_ -> BEARER.equals(request.getParameter(ASSERTION_TYPE)))
            .filter(_ -> !isInQuery(request))
            .flatMap(ForeignJws::parse)
            .orElseThrow(() -> RefusedRequest.because(BackChannelError.ASSERTION_UNREADABLE));
    String client = named(assertion.text("sub").orElse(""), BackChannelError.ASSERTION_UNREADABLE);
    return Optional.of(
        new AuthenticatedClient.Attempt(
            client,
            ClientAuthenticationMethod.PRIVATE_KEY_JWT,
            assertion,
            "",
            Origins.of(request)));
  }

  /** One of the two parameters, where logs would keep it (RFC 7521 4.2 wants the body). */
  private static boolean isInQuery(HttpServletRequest request) {
    String query = request.getQueryString();
    return query != null
        && Arrays.stream(query.split("&"))
            .map(each -> unescaped(each.split("=", 2)[0]))
            .anyMatch(name -> name.equals(ASSERTION) || name.equals(ASSERTION_TYPE));
  }

  /** Whether the request names one client and authenticates as another. */
  private static boolean namesAnother(HttpServletRequest request, Authentication shown) {
    String[] names = request.getParameterValues("client_id");
    return names != null && !Arrays.stream(names).allMatch(shown.getName()::equals);
  }

  /** Name and secret are form-urlencoded before base64 (RFC 6749 2.3.1). */
  private static Optional<AuthenticatedClient.Attempt> basic(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return Optional.empty();
    }
    String pair = decoded(header.substring(BASIC.length()).strip());
    int colon = pair.indexOf(':');
    if (colon < 1) {
      throw RefusedRequest.because(BackChannelError.BASIC_UNREADABLE);
    }
    String undecoded = pair.substring(colon + 1);
    return Optional.of(
        new AuthenticatedClient.Attempt(
            named(unescaped(pair.substring(0, colon)), BackChannelError.BASIC_UNREADABLE),
            ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
            unescaped(undecoded),
            undecoded,
            Origins.of(request)));
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw RefusedRequest.because(BackChannelError.BASIC_UNREADABLE);
    }
  }

  /** Blank if it was not encoded and so cannot be decoded. */
  private static String unescaped(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  private static AuthenticatedClient.Attempt inBody(
      Authentication read, HttpServletRequest request) {
    var shown = (OAuth2ClientAuthenticationToken) read;
    String secret = shown.getCredentials() instanceof String text ? text : null;
    return attempt(shown.getName(), ClientAuthenticationMethod.CLIENT_SECRET_POST, secret, request);
  }

  private static AuthenticatedClient.Attempt nameOnly(HttpServletRequest request) {
    String[] names = request.getParameterValues("client_id");
    if (request.getHeader("Authorization") != null) {
      throw RefusedRequest.because(BackChannelError.BASIC_UNREADABLE);
    }
    if (names == null) {
      throw RefusedRequest.because(BackChannelError.NO_AUTHENTICATION);
    }
    return attempt(names[0], ClientAuthenticationMethod.NONE, null, request);
  }

  private static AuthenticatedClient.Attempt attempt(
      String name,
      ClientAuthenticationMethod method,
      @Nullable String secret,
      HttpServletRequest request) {
    return new AuthenticatedClient.Attempt(
        named(name, BackChannelError.NO_AUTHENTICATION),
        method,
        secret,
        secret == null ? "" : secret,
        Origins.of(request));
  }

  /** White space names nobody; the engine's token takes none. */
  private static String named(String name, BackChannelError otherwise) {
    if (name.isBlank()) {
      throw RefusedRequest.because(otherwise);
    }
    return name;
  }
}
