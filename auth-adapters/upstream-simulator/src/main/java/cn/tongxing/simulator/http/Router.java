package cn.tongxing.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Routes by method and path on the loopback interface, one virtual thread a request. A route whose
 * path ends in a slash and an asterisk serves all paths below it.
 */
public final class Router implements AutoCloseable {

  private static final int MAX_BODY_BYTES = 512 * 1024;

  private final Map<String, Endpoint> routes = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final RequestLog log;
  private volatile Supplier<Banner> banner = () -> Banner.NONE;

  private Router(HttpServer server, RequestLog log) {
    this.server = server;
    this.log = log;
  }

  /**
   * Takes the port; answers begin with {@link #start()}, when all routes are there.
   *
   * @param port 0 for any free one
   * @throws IOException if the port is taken
   */
  public static Router open(int port, RequestLog log) throws IOException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    Router router = new Router(HttpServer.create(new InetSocketAddress(loopback, port), 0), log);
    router.server.setExecutor(router.threads);
    router.server.createContext("/", router::serve);
    return router;
  }

  /** Begins to answer. */
  public void start() {
    server.start();
  }

  /** The port that was opened. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Puts something on top of every page, asked anew for each. */
  public void banner(Supplier<Banner> source) {
    banner = source;
  }

  /** Adds a route. */
  public void on(String method, String path, Endpoint endpoint) {
    routes.put(method + " " + path, endpoint);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<Call> call = read(exchange);
      Reply reply =
          call.isPresent() ? dispatch(call.get()) : Reply.text(413, "request body too large");
      log.add(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), reply.status());
      if (reply.status() != Reply.NO_ANSWER) {
        write(exchange, reply);
      }
    }
  }

  private Reply dispatch(Call call) {
    if (!isLoopback(call.header("host"))) {
      return Reply.text(421, "this server answers to loopback names only");
    }
    if (call.method().equals("POST") && call.crossSite()) {
      return Reply.text(403, "posted from a page of another site");
    }
    Optional<Endpoint> endpoint = find(call);
    if (endpoint.isEmpty()) {
      return Reply.text(404, "nothing here; the list is at /");
    }
    try {
      return endpoint.get().answer(call);
    } catch (RuntimeException bug) {
      System.getLogger(Router.class.getName()).log(System.Logger.Level.ERROR, call.toString(), bug);
      return Reply.text(500, "simulator error, see its log");
    }
  }

  private Optional<Endpoint> find(Call call) {
    String method = call.method().equals("HEAD") ? "GET" : call.method();
    Endpoint exact = routes.get(method + " " + call.path());
    if (exact != null) {
      return Optional.of(exact);
    }
    int slash = call.path().indexOf('/', 1);
    String below = slash < 0 ? call.path() : call.path().substring(0, slash);
    return Optional.ofNullable(routes.get(method + " " + below + "/*"));
  }

  /** A name that resolves to loopback by somebody else's DNS does not count. */
  private static boolean isLoopback(String host) {
    String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    return name.equals("127.0.0.1") || name.equals("localhost");
  }

  private Optional<Call> read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    try (InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
      return body.length > MAX_BODY_BYTES
          ? Optional.empty()
          : Optional.of(
              new Call(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI(),
                  headers,
                  body,
                  banner.get()));
    }
  }

  private static void write(HttpExchange exchange, Reply reply) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", reply.contentType());
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "same-origin");
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
    reply.headers().forEach(headers::set);
    boolean empty = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), empty ? -1 : reply.body().length);
    if (!empty) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(reply.body());
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
