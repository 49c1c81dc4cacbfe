package cn.tongxing.idp.platform.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Timer of requests, {@code http.server.requests} by method, route and class of status, and the
 * trace id that log lines and error pages carry. The route is a handler's pattern or an endpoint's
 * path, never what was typed: series stay bounded whoever asks for what. Safe for concurrent use.
 */
final class RequestMeter extends OncePerRequestFilter {

  /** Key of the trace id in the log's context. */
  static final String TRACE = "traceId";

  private static final Duration[] OBJECTIVES = {
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500)
  };
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "OPTIONS");

  private final MeterRegistry registry;
  private final Set<String> endpoints;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
  private final String node;
  private final AtomicLong requests = new AtomicLong();

  private record Key(String method, String route, String status) {}

  /**
   * A filter before all others.
   *
   * @param endpoints paths that are answered without a handler of the pages
   */
  RequestMeter(MeterRegistry registry, Set<String> endpoints, SecureRandom random) {
    this.registry = registry;
    this.endpoints = Set.copyOf(endpoints);
    byte[] own = new byte[4];
    random.nextBytes(own);
    this.node = HexFormat.of().formatHex(own);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long began = System.nanoTime();
    MDC.put(TRACE, node + HexFormat.of().toHexDigits(requests.incrementAndGet(), 8));
    boolean answered = false;
    try {
      chain.doFilter(request, response);
      answered = true;
    } finally {
      int status = answered ? response.getStatus() : 500;
      timer(request, status).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
      MDC.remove(TRACE);
    }
  }

  private Timer timer(HttpServletRequest request, int status) {
    String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER";
    var key = new Key(method, route(request), status / 100 + "xx");
    return timers.computeIfAbsent(key, this::register);
  }

  private String route(HttpServletRequest request) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    if (pattern != null) {
      return pattern.toString();
    }
    String path = request.getRequestURI();
    return path != null && endpoints.contains(path) ? path : "other";
  }

  private Timer register(Key key) {
    return Timer.builder("http.server.requests")
        .tags("method", key.method(), "uri", key.route(), "status", key.status())
        .serviceLevelObjectives(OBJECTIVES)
        .register(registry);
  }
}
