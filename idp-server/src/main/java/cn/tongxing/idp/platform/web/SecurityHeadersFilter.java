package cn.tongxing.idp.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts the protecting headers on every answer, before anything else can answer: pages, errors,
 * assets, tokens. A handler may replace {@code Cache-Control} for what is public, and the content
 * security policy of a form-post page.
 */
final class SecurityHeadersFilter extends OncePerRequestFilter {

  private final boolean https;
  private final String policy;

  SecurityHeadersFilter(URI issuer) {
    this.https = issuer.getScheme().equals("https");
    // browsers check form-action along the redirects after a post too, and those lead to the
    // applications: any https site, or on loopback any local one
    String applications = https ? "https:" : "https: http://localhost:* http://127.0.0.1:*";
    // text becomes script or markup nowhere (Trusted Types), but where app.js names a script of
    // ours
    this.policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; form-action 'self' "
            + applications
            + "; frame-ancestors 'none'; base-uri 'none';"
            + " require-trusted-types-for 'script'; trusted-types assets";
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    protect(response);
    chain.doFilter(request, response);
  }

  /** Puts the headers on an answer. */
  void protect(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader(
        "Permissions-Policy",
        "camera=(self), microphone=(), geolocation=(), publickey-credentials-get=(self),"
            + " publickey-credentials-create=(self)");
    response.setHeader("Cache-Control", "no-store");
    if (https) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
  }

  /** Errors are answers too. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }
}
