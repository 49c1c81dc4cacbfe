package cn.tongxing.idp.testing;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;

/** A Redis that a test may fill or starve: no other test uses it. Keeps nothing on disk. */
public final class OwnRedis implements AutoCloseable {

  private final Process process;
  private final String uri;

  private OwnRedis(Process process, String uri) {
    this.process = process;
    this.uri = uri;
  }

  public static OwnRedis start() {
    TestServices.freshRedisUri(); // unpacks the program
    try {
      int port = freePort();
      var process =
          new ProcessBuilder(
                  List.of(
                      program().toString(),
                      "--bind",
                      "127.0.0.1",
                      "--port",
                      Integer.toString(port),
                      "--save",
                      "",
                      // for what a replica is sent
                      "--dir",
                      Files.createTempDirectory("own-redis").toString(),
                      "--repl-diskless-sync",
                      "yes",
                      "--repl-diskless-sync-delay",
                      "0",
                      "--maxmemory-policy",
                      "noeviction"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      String uri = "redis://127.0.0.1:" + port;
      Awaitility.await()
          .atMost(java.time.Duration.ofMinutes(2))
          .ignoreExceptionsInstanceOf(RedisConnectionException.class)
          .until(() -> TestServices.redis(uri).ping().equals("PONG"));
      return new OwnRedis(process, uri);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String uri() {
    return uri;
  }

  public RedisCommands<String, byte[]> commands() {
    return TestServices.redis(uri);
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

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
