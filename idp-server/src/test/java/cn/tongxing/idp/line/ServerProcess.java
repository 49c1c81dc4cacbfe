package cn.tongxing.idp.line;

import cn.tongxing.idp.testing.Finished;
import cn.tongxing.simulator.SimulatorSettings;
import cn.tongxing.simulator.UpstreamSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The built server as a process of its own, on its embedded PostgreSQL and Redis. */
final class ServerProcess implements AutoCloseable {

  /** Those of {@code ./idp demo}, except that no compiler thread ends while its time is counted. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-Xms96m",
          "-Xmn64m",
          "-Xmx256m",
          "-XX:TrimNativeHeapInterval=10000",
          "-XX:-UseDynamicNumberOfCompilerThreads",
          "--enable-native-access=ALL-UNNAMED");

  private final Path jar;
  private final Path folder;
  private final URI issuer;
  private final UpstreamSimulator simulator;
  private final Process server;

  private ServerProcess(
      Path jar, Path folder, URI issuer, UpstreamSimulator simulator, Process server) {
    this.jar = jar;
    this.folder = folder;
    this.issuer = issuer;
    this.simulator = simulator;
    this.server = server;
  }

  /** Starts it and waits until it answers; text messages go to a simulator in this JVM. */
  static ServerProcess start(Path jar, Path folder, List<String> settings, List<String> flags)
      throws IOException {
    UpstreamSimulator simulator =
        UpstreamSimulator.start(
            SimulatorSettings.inMemory(InstantSource.system(), new SecureRandom()));
    int port;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    URI issuer = URI.create("http://localhost:" + port);
    Files.createDirectories(folder.resolve("secrets"));
    for (String sample : List.of("hospital", "housing-fund")) {
      byte[] secret = new byte[32];
      new SecureRandom().nextBytes(secret);
      Files.writeString(
          folder.resolve("secrets").resolve(sample + ".secret"),
          java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(List.of("-jar", jar.toString(), "--spring.profiles.active=demo"));
    command.add("--server.port=" + port);
    command.add("--idp.issuer=" + issuer);
    command.add("--idp.data-folder=" + folder);
    command.addAll(settings);
    add(command, simulator.policeProperties());
    add(command, simulator.smsProperties());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
    var started = new ServerProcess(jar, folder, issuer, simulator, process);
    Awaitility.await().atMost(Duration.ofMinutes(3)).until(started::answers);
    return started;
  }

  private static void add(List<String> command, Map<String, String> properties) {
    properties.forEach((name, value) -> command.add("--" + name + "=" + value));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private boolean answers() throws InterruptedException {
    if (!server.isAlive()) {
      throw new IllegalStateException(log());
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI discovery = issuer.resolve("/.well-known/openid-configuration");
      return http.send(HttpRequest.newBuilder(discovery).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("server.log"));
    } catch (IOException e) {
      return "the server did not start, and left no log";
    }
  }

  /** Runs an administrative command beside it; what it prints. */
  String administer(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(FLAGS);
    command.add("-Dspring.profiles.active=demo");
    command.add("-Didp.data-folder=" + folder);
    command.add("-Didp.embedded.join-running=true");
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Finished run = Finished.of(process, Duration.ofMinutes(3));
    if (run.exit() != 0) {
      throw new IllegalStateException(run.output());
    }
    return run.output();
  }

  URI issuer() {
    return issuer;
  }

  UpstreamSimulator simulator() {
    return simulator;
  }

  ProcessorTime time() throws IOException {
    return ProcessorTime.of(
        server.toHandle(), service("postgres/data/postmaster.pid"), service("redis/redis.pid"));
  }

  double memory() throws IOException {
    return ProcessorTime.resident(server.toHandle());
  }

  private ProcessHandle service(String file) throws IOException {
    String pid = Files.readAllLines(folder.resolve(file)).getFirst().strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  @Override
  public void close() {
    server.destroy();
    try {
      if (!server.waitFor(30, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    simulator.close();
  }
}
