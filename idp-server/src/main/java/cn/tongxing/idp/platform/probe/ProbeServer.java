package cn.tongxing.idp.platform.probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Health endpoints {@code /livez} and {@code /readyz}, {@code /metrics} and {@code /adapters},
 * apart from the pages' port, which knows no host but the issuer's and may be full of people.
 * Answers before the pages do and longer than they.
 */
final class ProbeServer implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ProbeServer.class);
  private static final int WAITING = 16;
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  /** Of the JDK's server, which has none by itself; read when its class is loaded. Seconds. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.maxRspTime", "10",
          "jdk.httpserver.maxConnections", "64");

  private final ManagementSettings settings;
  private final Supplier<Optional<String>> problem;
  private final Supplier<String> metrics;
  private final Supplier<String> adapters;
  private @Nullable HttpServer server;

  /**
   * A server, not yet started.
   *
   * @param problem why this node is not ready
   * @param metrics all meters in Prometheus' text format
   * @param adapters how each way in is, as JSON
   */
  ProbeServer(
      ManagementSettings settings,
      Supplier<Optional<String>> problem,
      Supplier<String> metrics,
      Supplier<String> adapters) {
    this.settings = settings;
    this.problem = problem;
    this.metrics = metrics;
    this.adapters = adapters;
  }

  @Override
  public synchronized void start() {
    if (settings.port() == 0) {
      return;
    }
    LIMITS.forEach((name, value) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    });
    try {
      var address = new InetSocketAddress(settings.address(), settings.port());
      var opened = HttpServer.create(address, WAITING);
      opened.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      opened.createContext("/", ProbeServer::nothing);
      opened.createContext("/livez", exchange -> answer(exchange, "/livez", Optional.empty()));
      opened.createContext("/readyz", exchange -> answer(exchange, "/readyz", problem.get()));
      opened.createContext(
          "/metrics", exchange -> send(exchange, "/metrics", 200, PROMETHEUS, metrics));
      opened.createContext(
          "/adapters", exchange -> send(exchange, "/adapters", 200, JSON, adapters));
      opened.start();
      server = opened;
      LOG.info("/livez, /readyz, /metrics and /adapters at {}", opened.getAddress());
    } catch (IOException taken) {
      throw new UncheckedIOException(
          "idp.management.port %d of %s cannot be opened"
              .formatted(settings.port(), settings.address()),
          taken);
    }
  }

  @Override
  public synchronized void stop() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return server != null;
  }

  /** Below the web server's: begun before, ended after it. */
  @Override
  public int getPhase() {
    return 0;
  }

  private static void nothing(HttpExchange exchange) throws IOException {
    send(exchange, 404, PLAIN, "not found\n");
  }

  private static void answer(HttpExchange exchange, String path, Optional<String> problem)
      throws IOException {
    send(exchange, path, problem.isEmpty() ? 200 : 503, PLAIN, () -> problem.orElse("ok") + "\n");
  }

  private static void send(
      HttpExchange exchange, String path, int status, String type, Supplier<String> text)
      throws IOException {
    if (!exchange.getRequestURI().getPath().equals(path)) {
      nothing(exchange);
    } else if (!exchange.getRequestMethod().equals("GET")
        && !exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      send(exchange, 405, PLAIN, "GET or HEAD\n");
    } else {
      send(exchange, status, type, text.get());
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", type);
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(status, -1);
      } else {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }
}
