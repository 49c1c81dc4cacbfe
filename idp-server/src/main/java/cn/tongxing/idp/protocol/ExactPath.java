package cn.tongxing.idp.protocol;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** An endpoint that answers by itself, without going through the page machinery. */
public final class ExactPath implements Filter {

  private final Set<String> paths;
  private final Set<String> methods;
  private final Handler handler;

  private ExactPath(Set<String> paths, Set<String> methods, Handler handler) {
    this.paths = Set.copyOf(paths);
    this.methods = Set.copyOf(methods);
    this.handler = handler;
  }

  /** Answers these methods at these paths, and any other method with 405. */
  public static EndpointFilter of(Set<String> paths, Set<String> methods, Handler handler) {
    return new EndpointFilter(EndpointFilter.ALONE, new ExactPath(paths, methods, handler));
  }

  @Override
  public void doFilter(ServletRequest servletRequest, ServletResponse answer, FilterChain chain)
      throws ServletException, IOException {
    var request = (HttpServletRequest) servletRequest;
    var response = (HttpServletResponse) answer;
    if (!paths.contains(request.getRequestURI())) {
      chain.doFilter(request, response);
    } else if (!methods.contains(request.getMethod())) {
      response.setHeader("Allow", String.join(", ", methods));
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    } else {
      handler.handle(request, response);
    }
  }

  /** Writes the answer. */
  @FunctionalInterface
  public interface Handler {
    void handle(HttpServletRequest request, HttpServletResponse response) throws IOException;
  }
}
