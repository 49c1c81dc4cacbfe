package cn.tongxing.sample;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** HTTP on loopback for one application: turns exchanges into requests and answers into bytes. */
final class AppServer implements AutoCloseable {

  private static final int LARGEST_BODY = 64 * 1024;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  AppServer(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  void serve(Department department) {
    server.createContext("/", exchange -> handle(exchange, department));
    server.start();
  }

  private static void handle(HttpExchange exchange, Department department) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
      Answer answer =
          department.answer(
              new Request(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI(),
                  new String(body, StandardCharsets.UTF_8),
                  exchange.getRequestHeaders().getOrDefault("Cookie", java.util.List.of()),
                  exchange.getRequestHeaders().getFirst("Accept-Language") == null
                      ? ""
                      : exchange.getRequestHeaders().getFirst("Accept-Language")));
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      byte[] bytes = answer.body();
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
