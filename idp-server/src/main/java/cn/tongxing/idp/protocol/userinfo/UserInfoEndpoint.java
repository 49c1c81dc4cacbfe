package cn.tongxing.idp.protocol.userinfo;

import cn.tongxing.idp.protocol.EndpointFilter;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.ExactPath;
import cn.tongxing.idp.protocol.error.BackChannelError;
import cn.tongxing.idp.protocol.error.BackChannelErrors;
import cn.tongxing.idp.protocol.grant.SenderConstraint;
import cn.tongxing.idp.protocol.userinfo.UserInfo.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * UserInfo over HTTP. The token comes in the header or in a form's body, in one of them only, and
 * never in the query (RFC 6750 2, RFC 9700 4.3.2).
 */
@Configuration(proxyBeanMethods = false)
class UserInfoEndpoint {

  private static final String SCHEME = SenderConstraint.none().tokenType() + " ";

  @Bean
  EndpointFilter userInfoFilter(UserInfo userInfo, JsonMapper json, BackChannelErrors errors) {
    return ExactPath.of(
        Set.of(Endpoints.USERINFO),
        Set.of("GET", "POST"),
        (request, response) -> answer(userInfo, json, errors, request, response));
  }

  private static void answer(
      UserInfo userInfo,
      JsonMapper json,
      BackChannelErrors errors,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    List<String> tokens;
    try {
      tokens = tokens(request);
    } catch (IllegalStateException unreadable) { // what the container throws
      errors.refuse(request, response, BackChannelError.BODY_UNREADABLE.with());
      return;
    }
    if (tokens.isEmpty()) {
      BackChannelErrors.askForToken(response);
      return;
    }
    if (tokens.size() > 1) {
      errors.refuse(request, response, BackChannelError.TWO_TOKENS.with());
      return;
    }
    switch (userInfo.of(tokens.getFirst())) {
      case Outcome.Claims(var claims) -> {
        response.setContentType("application/json");
        response.getOutputStream().write(json.writeValueAsBytes(claims));
      }
      case Outcome.InvalidToken(var cause, var client) -> {
        client.ifPresent(named -> BackChannelErrors.name(request, named));
        errors.refuse(request, response, BackChannelError.TOKEN_REFUSED.with().inLog(cause.word()));
      }
      case Outcome.InsufficientScope(var client) -> {
        BackChannelErrors.name(request, client);
        errors.refuse(request, response, BackChannelError.TOKEN_WITHOUT_OPENID.with());
      }
    }
  }

  private static List<String> tokens(HttpServletRequest request) {
    var tokens = new ArrayList<String>();
    var headers = request.getHeaders("Authorization");
    while (headers.hasMoreElements()) {
      tokens.add(bearer(headers.nextElement()));
    }
    String type = request.getContentType();
    if (request.getMethod().equals("POST")
        && type != null
        && type.startsWith("application/x-www-form-urlencoded")
        && !hasInQuery(request)) {
      String[] inBody = request.getParameterValues("access_token");
      tokens.addAll(inBody == null ? List.of() : List.of(inBody));
    }
    return tokens;
  }

  /** {@code credentials} (RFC 6750 2.1); blank for anything else. Reads each character once. */
  private static String bearer(String header) {
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return "";
    }
    int from = SCHEME.length();
    while (from < header.length() && header.charAt(from) == ' ') {
      from++;
    }
    int end = from;
    while (end < header.length() && isOfToken(header.charAt(end))) {
      end++;
    }
    int padded = end;
    while (padded < header.length() && header.charAt(padded) == '=') {
      padded++;
    }
    return end > from && padded == header.length() ? header.substring(from) : "";
  }

  private static boolean isOfToken(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || "._~+/-".indexOf(character) >= 0;
  }

  private static boolean hasInQuery(HttpServletRequest request) {
    String query = request.getQueryString();
    // the container decodes names too
    return query != null && (query.contains("access_token") || query.contains("%"));
  }
}
