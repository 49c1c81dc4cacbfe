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
  private static final String REALM = SCHEME + "realm=\"tongxing\"";

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
      refuse(response, errors, BackChannelError.BODY_UNREADABLE);
      return;
    }
    if (tokens.isEmpty()) {
      // no error code for who showed nothing (RFC 6750 3.1)
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      response.setHeader("WWW-Authenticate", REALM);
      return;
    }
    if (tokens.size() > 1) {
      refuse(response, errors, BackChannelError.TWO_TOKENS);
      return;
    }
    switch (userInfo.of(tokens.getFirst())) {
      case Outcome.Claims(var claims) -> {
        response.setContentType("application/json");
        response.getOutputStream().write(json.writeValueAsBytes(claims));
      }
      case Outcome.InvalidToken _ -> refuse(response, errors, BackChannelError.TOKEN_REFUSED);
      case Outcome.InsufficientScope _ ->
          refuse(response, errors, BackChannelError.TOKEN_WITHOUT_OPENID);
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

  private static void refuse(
      HttpServletResponse response, BackChannelErrors errors, BackChannelError error)
      throws IOException {
    var reason = error.with();
    response.setStatus(error.status());
    response.setHeader(
        "WWW-Authenticate",
        REALM
            + ", error=\""
            + reason.code()
            + "\", error_description=\""
            + reason.description()
            + "\"");
    errors.write(response, reason);
  }
}
