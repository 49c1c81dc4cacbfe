package cn.tongxing.idp.protocol.userinfo;

import cn.tongxing.idp.protocol.EndpointFilter;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.ExactPath;
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
  EndpointFilter userInfoFilter(UserInfo userInfo, JsonMapper json) {
    return ExactPath.of(
        Set.of(Endpoints.USERINFO),
        Set.of("GET", "POST"),
        (request, response) -> answer(userInfo, json, request, response));
  }

  private static void answer(
      UserInfo userInfo, JsonMapper json, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<String> tokens = tokens(request);
    if (tokens.isEmpty()) {
      refuse(response, 401, REALM); // no error code for who showed nothing (RFC 6750 3.1)
      return;
    }
    if (tokens.size() > 1) {
      refuse(response, 400, error("invalid_request", "More than one token was sent."));
      return;
    }
    switch (userInfo.of(tokens.getFirst())) {
      case Outcome.Claims(var claims) -> {
        response.setContentType("application/json");
        response.getOutputStream().write(json.writeValueAsBytes(claims));
      }
      case Outcome.InvalidToken _ ->
          refuse(
              response,
              401,
              error("invalid_token", "The token is expired, revoked, or for another resource."));
      case Outcome.InsufficientScope _ ->
          refuse(response, 403, error("insufficient_scope", "The token lacks openid."));
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

  private static String error(String code, String description) {
    return REALM + ", error=\"" + code + "\", error_description=\"" + description + "\"";
  }

  private static void refuse(HttpServletResponse response, int status, String challenge) {
    response.setStatus(status);
    response.setHeader("WWW-Authenticate", challenge);
  }
}
