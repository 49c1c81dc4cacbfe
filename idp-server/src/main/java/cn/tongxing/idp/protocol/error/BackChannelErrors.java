package cn.tongxing.idp.protocol.error;

import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.session.Origins;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers refused requests of programs as RFC 6749 5.2 says, those that showed a token as RFC 6750
 * 3, with the reason, and writes it to the log with the client.
 */
@Component
public class BackChannelErrors implements AuthenticationFailureHandler {

  private static final Logger LOG = LoggerFactory.getLogger(BackChannelErrors.class);
  private static final String BEARER = "Bearer realm=\"tongxing\"";
  private static final String CLIENT = BackChannelErrors.class.getName() + ".client";

  /** How the engine names the parameter that it could not use. */
  private static final Pattern ENGINES = Pattern.compile("OAuth 2\\.0(?: \\w+)* Parameter: (\\w+)");

  private final JsonMapper json;
  private final RefusalLog log;

  BackChannelErrors(JsonMapper json, RefusalLog log) {
    this.json = json;
    this.log = log;
  }

  /** Notes the client that a request names, for the log. */
  public static void name(HttpServletRequest request, String client) {
    if (ClientId.isWellFormed(client)) {
      name(request, new ClientId(client));
    }
  }

  /** Notes the client that a request is of, for the log. */
  public static void name(HttpServletRequest request, ClientId client) {
    request.setAttribute(CLIENT, client);
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    refuse(request, response, reason(failure));
  }

  /** Answers with a reason. */
  public void refuse(HttpServletRequest request, HttpServletResponse response, Reason reason)
      throws IOException {
    var client =
        Optional.ofNullable(request.getAttribute(CLIENT))
            .filter(ClientId.class::isInstance)
            .map(ClientId.class::cast);
    log.refused(client, Origins.of(request), reason);
    int status = reason.error().status();
    response.setStatus(status);
    if (reason.error().entry().place() == ProtocolError.Place.USERINFO) {
      response.setHeader("WWW-Authenticate", challenge(reason));
    } else if (status == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader("WWW-Authenticate", "Basic realm=\"tongxing\", charset=\"UTF-8\"");
    }
    write(response, reason);
  }

  /** Asks for a token; without an error, since who showed nothing made none (RFC 6750 3.1). */
  public static void askForToken(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    response.setHeader("WWW-Authenticate", BEARER);
  }

  private static String challenge(Reason reason) {
    return "%s, error=\"%s\", error_description=\"%s\""
        .formatted(BEARER, reason.code(), reason.description());
  }

  private void write(HttpServletResponse response, Reason reason) throws IOException {
    response.setContentType("application/json");
    var body = new LinkedHashMap<String, String>();
    body.put("error", reason.code());
    body.put("error_description", reason.description());
    response.getOutputStream().write(json.writeValueAsBytes(body));
  }

  private static Reason reason(AuthenticationException failure) {
    if (failure instanceof RefusedRequest refused) {
      return refused.reason();
    }
    if (failure instanceof OAuth2AuthenticationException engines) {
      String code = engines.getError().getErrorCode();
      if (code.equals(OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE)) {
        return BackChannelError.GRANT_TYPE_UNSUPPORTED.with();
      }
      if (code.equals(OAuth2ErrorCodes.INVALID_REQUEST)) {
        String description = engines.getError().getDescription();
        var named = ENGINES.matcher(description == null ? "" : description);
        return BackChannelError.MISSING.with(named.find() ? named.group(1) : "A parameter");
      }
    }
    LOG.error("a request of the back channel failed", failure);
    return BackChannelError.SERVER_ERROR.with();
  }
}
