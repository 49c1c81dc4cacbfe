package cn.tongxing.idp.testing;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A Redis that a test may fill or starve: no other test uses it. Keeps nothing on disk. */
public final class OwnRedis implements AutoCloseable {

  private static final int MOST_PORTS = 65_536;

  /** How far above its port a node of a cluster talks to the others. */
  private static final int BUS = 10_000;

  private final Process process;
  private final String uri;

  private final StatefulRedisConnection<String, byte[]> connection;

  private OwnRedis(Process process, String uri) {
    this.process = process;
    this.uri = uri;
    this.connection = TestServices.connection(uri);
  }

  public static OwnRedis start() {
    return start(freePort(MOST_PORTS), List.of());
  }

  /** One that waits to be joined with others. */
  static OwnRedis startForCluster() {
    return start(freePort(MOST_PORTS - BUS), List.of("--cluster-enabled", "yes"));
  }

  private static OwnRedis start(int port, List<String> more) {
    TestServices.freshRedisUri(); // unpacks the program
    try {
      var command =
          new ArrayList<String>(
              List.of(
                  program().toString(),
                  "--bind",
                  "127.0.0.1",
                  "--port",
                  Integer.toString(port),
                  "--save",
                  "",
                  // for what a replica is sent, and what a node of a cluster knows of the others
                  "--dir",
                  Files.createTempDirectory("own-redis").toString(),
                  "--repl-diskless-sync",
                  "yes",
                  "--repl-diskless-sync-delay",
                  "0",
                  "--maxmemory-policy",
                  "noeviction"));
      command.addAll(more);
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      String uri = "redis://127.0.0.1:" + port;
      Awaitility.await()
          .atMost(java.time.Duration.ofMinutes(2))
          .ignoreExceptionsInstanceOf(RedisConnectionException.class)
          .until(() -> answers(uri));
      return new OwnRedis(process, uri);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean answers(String uri) {
    try (var asking = TestServices.connection(uri)) {
      return asking.sync().ping().equals("PONG");
    }
  }

  public String uri() {
    return uri;
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  public RedisCommands<String, byte[]> commands() {
    return connection.sync();
  }

  /** How much it may hold, in bytes; 0 is without bound. */
  public void room(long bytes) {
    commands().configSet("maxmemory", Long.toString(bytes));
  }

  /** How much it holds. */
  public long used() {
    return commands()
        .info("memory")
        .lines()
        .filter(line -> line.startsWith("used_memory:"))
        .mapToLong(line -> Long.parseLong(line.substring("used_memory:".length()).strip()))
        .findFirst()
        .orElseThrow();
  }

  private static Path program() throws IOException {
    try (var files = Files.walk(TestServices.binaries())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("redis-server"))
          .filter(Files::isExecutable)
          .filter(Files::isRegularFile)
          .findFirst()
          .orElseThrow();
    }
  }

  private static int freePort(int below) {
    for (int attempt = 0; attempt < 200; attempt++) {
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        if (socket.getLocalPort() < below) {
          return socket.getLocalPort();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException("no port below " + below);
  }

  @Override
  public void close() {
    connection.close(); // it would ask for ever whether the port is back
    process.destroyForcibly();
  }
}
