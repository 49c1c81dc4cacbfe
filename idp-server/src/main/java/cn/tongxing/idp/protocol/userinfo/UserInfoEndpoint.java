package cn.tongxing.idp.protocol.userinfo;

import cn.tongxing.idp.protocol.EndpointFilter;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.ExactPath;
import cn.tongxing.idp.protocol.error.BackChannelError;
import cn.tongxing.idp.protocol.error.BackChannelErrors;
import cn.tongxing.idp.protocol.userinfo.UserInfo.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * UserInfo over HTTP. The token comes in the header or in a form's body, in one of them only, and
 * never in the query (RFC 6750 2, RFC 9700 4.3.2).
 */
@Configuration(proxyBeanMethods = false)
class UserInfoEndpoint {

  private static final Pattern BEARER = Pattern.compile("(?i)Bearer +([A-Za-z0-9._~+/-]+=*)");
  private static final String REALM = "Bearer realm=\"tongxing\"";

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
    for (String header : Collections.list(request.getHeaders("Authorization"))) {
      var bearer = BEARER.matcher(header);
      tokens.add(bearer.matches() ? bearer.group(1) : "");
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
