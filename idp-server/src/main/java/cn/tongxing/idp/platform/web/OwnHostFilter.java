package cn.tongxing.idp.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers only for the issuer's host (421 otherwise, RFC 9110 15.5.20), so that no page, cookie or
 * link is ever made for a name that somebody else chose.
 */
final class OwnHostFilter extends OncePerRequestFilter {

  private final URI issuer;
  private final String authority;

  OwnHostFilter(URI issuer) {
    this.issuer = issuer;
    this.authority = withoutDefaultPort(issuer.getAuthority(), issuer.getScheme());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isOwn(request)) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(421);
    response.setContentType("text/plain;charset=UTF-8");
    String text = "Misdirected request. This service lives at " + issuer + "\n";
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private boolean isOwn(HttpServletRequest request) {
    List<String> hosts = java.util.Collections.list(request.getHeaders("Host"));
    if (hosts.isEmpty() && request.getProtocol().equals("HTTP/2.0")) {
      // :authority (RFC 9113 8.3.1), which the container gives in parts only
      hosts = List.of(request.getServerName() + ":" + request.getServerPort());
    }
    return hosts.size() == 1
        && withoutDefaultPort(hosts.getFirst(), issuer.getScheme()).equals(authority);
  }

  private static String withoutDefaultPort(String host, String scheme) {
    String suffix = scheme.equals("https") ? ":443" : ":80";
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(suffix) ? lower.substring(0, lower.length() - suffix.length()) : lower;
  }
}
