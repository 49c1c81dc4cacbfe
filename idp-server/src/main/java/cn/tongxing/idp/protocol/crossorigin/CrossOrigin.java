package cn.tongxing.idp.protocol.crossorigin;

import cn.tongxing.idp.client.BrowserOrigins;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.protocol.Endpoints;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * CORS: lets scripts of the origins of public clients read token, UserInfo and revocation. Never
 * with cookies, and never what a client with a secret is answered: a secret in a browser is none.
 */
final class CrossOrigin implements Filter {

  private static final Set<String> PATHS =
      Set.of(Endpoints.TOKEN, Endpoints.USERINFO, Endpoints.REVOKE);

  private final BrowserOrigins origins;
  private final Clients clients;

  CrossOrigin(BrowserOrigins origins, Clients clients) {
    this.origins = origins;
    this.clients = clients;
  }

  @Override
  public void doFilter(ServletRequest asked, ServletResponse answer, FilterChain chain)
      throws ServletException, IOException {
    var request = (HttpServletRequest) asked;
    var response = (HttpServletResponse) answer;
    if (PATHS.contains(request.getRequestURI())) {
      response.addHeader("Vary", "Origin");
      String origin = request.getHeader("Origin");
      if (origin != null && isPreflight(request) && origins.isRegistered(origin)) {
        allow(response, origin);
        response.setHeader("Access-Control-Allow-Methods", "GET, POST");
        response.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type");
        response.setHeader("Access-Control-Max-Age", "600");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        return;
      }
      if (origin != null && mayRead(request, origin)) {
        allow(response, origin);
        response.setHeader("Access-Control-Expose-Headers", "WWW-Authenticate");
      }
    }
    chain.doFilter(asked, answer);
  }

  /** It comes before the request and names no client. */
  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Access-Control-Request-Method") != null;
  }

  private boolean mayRead(HttpServletRequest request, String origin) {
    if (request.getRequestURI().equals(Endpoints.USERINFO)) {
      return origins.isRegistered(origin); // whoever holds the token could ask elsewhere too
    }
    return request.getHeader("Authorization") == null
        && named(request)
            .filter(ClientId::isWellFormed)
            .map(ClientId::new)
            .flatMap(clients::find)
            .filter(client -> client.browserOrigins().contains(origin))
            .isPresent();
  }

  private static Optional<String> named(HttpServletRequest request) {
    try {
      return Optional.ofNullable(request.getParameter("client_id"));
    } catch (IllegalStateException unreadable) { // what the container throws
      return Optional.empty();
    }
  }

  private static void allow(HttpServletResponse response, String origin) {
    response.setHeader("Access-Control-Allow-Origin", origin);
  }
}
