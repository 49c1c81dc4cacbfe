package cn.tongxing.idp.integrating;

import cn.tongxing.parking.ParkingApp;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** {@link ParkingApp} as a process with the jars that its two starters bring, and none of ours. */
final class ForeignApp implements AutoCloseable {

  private static final Pattern OURS_ALONE =
      Pattern.compile(
          ".*(jdbc|flyway|modulith|thymeleaf|authorization-server|boot-starter-test|playwright).*");

  private final Process process;
  private final Path log;

  private ForeignApp(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts it with {@code application.properties} of the folder; waits until it answers. */
  static ForeignApp start(Path folder, int port) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes/cn/tongxing/parking"));
    try (var compiled = ParkingApp.class.getResourceAsStream("ParkingApp.class")) {
      Files.write(classes.resolve("ParkingApp.class"), compiled.readAllBytes());
    }
    Path log = folder.resolve("parking.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                folder.resolve("classes") + File.pathSeparator + jars(),
                ParkingApp.class.getName(),
                "--server.port=" + port)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    var app = new ForeignApp(process, log);
    Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> app.answers(port));
    return app;
  }

  private static String jars() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar") && !entry.contains("tongxing"))
        .filter(entry -> !OURS_ALONE.matcher(Path.of(entry).getFileName().toString()).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private boolean answers(int port) throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException(log());
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/")).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 302;
    } catch (IOException notYet) {
      return false;
    }
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "no log";
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
