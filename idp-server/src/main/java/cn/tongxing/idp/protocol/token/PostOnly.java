package cn.tongxing.idp.protocol.token;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The back channel takes POST and nothing else (RFC 6749 3.2, RFC 7662 2.1, RFC 7009 2.1), and what
 * it answers is for nobody to keep (RFC 6749 5.1).
 */
final class PostOnly extends OncePerRequestFilter {

  private final Set<String> paths;

  PostOnly(Set<String> paths) {
    this.paths = Set.copyOf(paths);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!paths.contains(request.getRequestURI())) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader("Pragma", "no-cache");
    if (request.getMethod().equals("POST")) {
      chain.doFilter(request, response);
    } else {
      response.setHeader("Allow", "POST");
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
  }
}
