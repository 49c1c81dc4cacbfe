package cn.tongxing.idp.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A HEAD request asks for nothing to be done (RFC 9110 9.2.1), and Spring answers it by the handler
 * of GET. Where a GET carries something out, once (an authorization request, an upstream's answer,
 * a poll), what looks at a link in advance would spend it: there is no HEAD.
 */
final class NoHeadFilter extends OncePerRequestFilter {

  private static final List<String> CARRY_OUT =
      List.of("/sign-in/", "/oauth2/authorize", "/oauth2/logout");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = request.getRequestURI();
    if (request.getMethod().equals("HEAD") && CARRY_OUT.stream().anyMatch(path::startsWith)) {
      response.setHeader("Allow", "GET, POST");
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    chain.doFilter(request, response);
  }
}
