package cn.tongxing.idp.client.keyset;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The server of a department, which publishes keys, or whatever a test wants of it. */
public final class KeyServer implements AutoCloseable {

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicReference<Runnable> held = new AtomicReference<>(() -> {});
  private volatile String body = "";
  private volatile String type = "application/json";
  private volatile int status = 200;

  public KeyServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          held.get().run();
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", type);
          if (status / 100 == 3) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
          }
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
          }
          exchange.close();
        });
    server.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
  }

  public void says(int status, String type, String body) {
    this.status = status;
    this.type = type;
    this.body = body;
  }

  public void publishes(String set) {
    says(200, "application/jwk-set+json", set);
  }

  /** Each answer takes until something has happened, which may never do. */
  void answersAfter(Runnable happened) {
    held.set(happened);
  }

  /** How often it was asked since. */
  public int asked() {
    return asked.getAndSet(0);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
