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

/** An endpoint of the protocol, without the page machinery: its paths and its methods. */
public final class ExactPath implements Filter {

  private final Set<String> paths;
  private final Set<String> methods;
  private final Handler handler;
  private final boolean goesOn;

  private ExactPath(Set<String> paths, Set<String> methods, Handler handler, boolean goesOn) {
    this.paths = Set.copyOf(paths);
    this.methods = Set.copyOf(methods);
    this.handler = handler;
    this.goesOn = goesOn;
  }

  /** Answers these methods at these paths, and any other method with 405. */
  public static EndpointFilter of(Set<String> paths, Set<String> methods, Handler handler) {
    return new EndpointFilter(EndpointFilter.ALONE, new ExactPath(paths, methods, handler, false));
  }

  /** The same, but who answers comes behind; the handler only prepares. */
  public static EndpointFilter before(Set<String> paths, Set<String> methods, Handler handler) {
    return new EndpointFilter(EndpointFilter.ALONE, new ExactPath(paths, methods, handler, true));
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
      if (goesOn) {
        chain.doFilter(request, response);
      }
    }
  }

  /** Writes the answer. */
  @FunctionalInterface
  public interface Handler {
    void handle(HttpServletRequest request, HttpServletResponse response) throws IOException;
  }
}
