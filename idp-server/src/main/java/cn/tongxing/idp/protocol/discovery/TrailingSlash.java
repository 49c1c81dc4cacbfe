package cn.tongxing.idp.protocol.discovery;

import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.protocol.error.BackChannelError;
import cn.tongxing.idp.protocol.error.BackChannelErrors;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Whoever writes the issuer with a slash at its end asks for {@code //.well-known/…}, which the
 * request firewall refuses without a word. The issuer is compared as text (OpenID Connect Discovery
 * 1.0, 4.3), so answering as if nothing were would only move the fault on.
 */
final class TrailingSlash extends OncePerRequestFilter {

  private static final Set<String> MISTAKEN =
      Set.of(
          "//.well-known/openid-configuration",
          "//.well-known/oauth-authorization-server",
          "/.well-known/openid-configuration/",
          "/.well-known/oauth-authorization-server/");

  private final Issuer issuer;
  private final BackChannelErrors errors;

  TrailingSlash(Issuer issuer, BackChannelErrors errors) {
    this.issuer = issuer;
    this.errors = errors;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (MISTAKEN.contains(request.getRequestURI())) {
      errors.refuse(request, response, BackChannelError.ISSUER_WITH_SLASH.with(issuer));
    } else {
      chain.doFilter(request, response);
    }
  }
}
