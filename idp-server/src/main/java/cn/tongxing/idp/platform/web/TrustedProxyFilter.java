package cn.tongxing.idp.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes the browser's address and the scheme from a named proxy; hides forwarded headers from
 * everything behind it, so that nobody's can ever be read by accident. Host and issuer never come
 * from a header.
 */
final class TrustedProxyFilter extends OncePerRequestFilter {

  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");

  private final List<IpAddressMatcher> proxies;

  TrustedProxyFilter(List<IpAddressMatcher> proxies) {
    this.proxies = List.copyOf(proxies);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean trusted = isProxy(request.getRemoteAddr());
    String address = trusted ? clientAddress(request) : request.getRemoteAddr();
    boolean secure =
        request.isSecure()
            || (trusted && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")));
    chain.doFilter(new Seen(request, address, secure), response);
  }

  /** The right-most address that is not one of ours: everything left of it can be made up. */
  private String clientAddress(HttpServletRequest request) {
    List<String> hops =
        Collections.list(request.getHeaders("X-Forwarded-For")).stream()
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .map(String::strip)
            .toList();
    for (String hop : hops.reversed()) {
      if (!isAddress(hop)) {
        break;
      }
      if (!isProxy(hop)) {
        return hop;
      }
    }
    return request.getRemoteAddr();
  }

  private boolean isProxy(String address) {
    return proxies.stream().anyMatch(range -> range.matches(address));
  }

  private static boolean isAddress(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return false;
    }
    try {
      InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  /** The request as the rest of the server sees it. */
  private static final class Seen extends HttpServletRequestWrapper {
    private final String address;
    private final boolean secure;

    Seen(HttpServletRequest request, String address, boolean secure) {
      super(request);
      this.address = address;
      this.secure = secure;
    }

    @Override
    public String getRemoteAddr() {
      return address;
    }

    @Override
    public String getRemoteHost() {
      return address;
    }

    @Override
    public boolean isSecure() {
      return secure;
    }

    @Override
    public String getScheme() {
      return secure ? "https" : "http";
    }

    @Override
    public @Nullable String getHeader(String name) {
      return isForwarded(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return isForwarded(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      return Collections.enumeration(
          Collections.list(super.getHeaderNames()).stream().filter(n -> !isForwarded(n)).toList());
    }

    private static boolean isForwarded(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      return lower.equals("forwarded") || lower.startsWith("x-forwarded-");
    }
  }
}
