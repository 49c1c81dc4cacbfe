package cn.tongxing.idp.platform.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Redis in {@code redis/} of the data folder, on a loopback port, with a password. What it writes
 * is for its user alone. When it is full it refuses rather than forget: what it holds are limits,
 * codes and sign-ins under way.
 */
final class EmbeddedRedis {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 3;
  private static final String PRIVATELY = "umask 077 && exec \"$@\"";

  private final DataFolder folder;
  private final Path program;
  private final Durability durability;
  private final Path home;
  private final Path log;

  EmbeddedRedis(DataFolder folder, Binaries binaries, Durability durability) throws IOException {
    this.folder = folder;
    this.program = binaries.redisServer();
    this.durability = durability;
    this.home = folder.privateDirectory("redis");
    this.log = folder.log("redis.log");
  }

  /** Starts the server, waits until its data is loaded, and returns the port. */
  int start(String password) throws IOException {
    stop();
    int port = folder.port("redis");
    for (int attempt = 1; !startedOn(port, password); attempt++) {
      if (attempt == ATTEMPTS) {
        throw new FailureAnalyzedException(
            "The embedded Redis could not be started.\n" + Command.tail(log),
            "Read the log above; or configure your own with idp.redis.uri.");
      }
      port = folder.newPort("redis");
    }
    return port;
  }

  /** Stops this folder's server, also one left behind by a killed process. */
  void stop() throws IOException {
    var process = Daemon.find(processFile(), program);
    if (process.isPresent()) {
      Daemon.stop(process.get(), STOP_LIMIT);
    }
  }

  private Path processFile() {
    return home.resolve("redis.pid");
  }

  private boolean startedOn(int port, String password) throws IOException {
    var configuration = home.resolve("redis.conf");
    DataFolder.write(configuration, configuration(port, password), "rw-------");
    // a session of its own, so that Ctrl-C in a terminal reaches the server but not its Redis
    var process =
        Command.start(
            List.of(
                "setsid",
                "sh",
                "-c",
                PRIVATELY,
                "sh",
                program.toString(),
                configuration.toString()),
            log);
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (answers(port, password)) {
        return true;
      }
      pause();
    }
    process.destroyForcibly();
    return false;
  }

  private String configuration(int port, String password) {
    var kept = durability == Durability.KEPT;
    return """
    bind 127.0.0.1
    port %d
    requirepass %s
    dir %s
    pidfile %s
    databases %d
    appendonly %s
    appendfsync everysec
    save ""
    maxmemory 512mb
    maxmemory-policy noeviction
    set-proc-title no
    """
        .formatted(
            port,
            password,
            quoted(home),
            quoted(processFile()),
            kept ? 16 : 4096,
            kept ? "yes" : "no");
  }

  private static String quoted(Path path) {
    return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static boolean answers(int port, String password) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      socket.setSoTimeout(2000);
      socket
          .getOutputStream()
          .write(("AUTH " + password + "\r\nPING\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.equals("+OK\r\n+PONG\r\n+OK\r\n");
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(Duration.ofMillis(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting Redis", e);
    }
  }
}
