package cn.tongxing.idp.platform.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Compresses pages, where compression tells nothing. The length of a compressed page says whether a
 * text that somebody else chose also stands elsewhere in it (BREACH): so only answers to a GET are
 * compressed whose query holds nothing but the switches of language and size, in values from closed
 * lists. What such a page echoes was typed earlier, over a form that nobody else can post; who can
 * begin a sign-in in another's browser gets another proof and another challenge with each one.
 *
 * <p>Pages that are cut ({@link CutPage}) come compressed already, by segments.
 */
final class CompressedPages extends OncePerRequestFilter {

  /** Nothing in it can be varied at will. */
  private static final Pattern SWITCHES =
      Pattern.compile("(&?(view=(elder|standard)|ui_locales=(zh-CN|zh-TW|zh-HK|en)))*");

  /** A smaller answer fits into one packet anyway. */
  private static final int LEAST = 1024;

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String query = request.getQueryString();
    return !request.getMethod().equals("GET")
        || !accepts(request, HttpHeaders.ACCEPT_ENCODING, "gzip")
        || !accepts(request, HttpHeaders.ACCEPT, "text/html")
        || (query != null && !SWITCHES.matcher(query).matches());
  }

  static boolean accepts(HttpServletRequest request, String header, String wanted) {
    String value = request.getHeader(header);
    return value != null && value.contains(wanted);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper page = new ContentCachingResponseWrapper(response);
    chain.doFilter(request, page);
    byte[] plain = page.getContentAsByteArray();
    String type = page.getContentType();
    if (plain.length < LEAST
        || type == null
        || !type.startsWith("text/html")
        || response.isCommitted()
        || response.containsHeader(HttpHeaders.CONTENT_ENCODING)) {
      page.copyBodyToResponse();
      return;
    }
    byte[] small = Assets.compress(plain);
    response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    response.setContentLength(small.length);
    response.getOutputStream().write(small);
  }
}
