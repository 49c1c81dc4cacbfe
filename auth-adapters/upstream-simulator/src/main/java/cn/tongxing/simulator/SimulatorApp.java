package cn.tongxing.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The simulator as a program: {@code --port 9001 --data folder}, or {@code SIMULATOR_PORT} and
 * {@code SIMULATOR_DATA} in the environment. Binds to 127.0.0.1 and ends with the process.
 */
public final class SimulatorApp {

  private static final List<String> OPTIONS = List.of("port", "data");

  private SimulatorApp() {}

  /** Starts and waits. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    // The JDK's server otherwise holds small answers back for 40 ms (Nagle).
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Map<String, String> options = options(arguments, System.getenv());
    SimulatorSettings settings =
        new SimulatorSettings(
            Integer.parseInt(options.getOrDefault("port", "9001")),
            Optional.ofNullable(options.get("data")).map(Path::of),
            Duration.ofSeconds(3),
            20,
            false,
            InstantSource.system(),
            new SecureRandom());
    UpstreamSimulator simulator = UpstreamSimulator.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "close"));
    System.out.println("上游模拟器 upstream simulator: " + simulator.baseUri() + "/");
    new CountDownLatch(1).await();
  }

  static Map<String, String> options(String[] arguments, Map<String, String> environment) {
    Map<String, String> options = new HashMap<>();
    if (arguments.length % 2 != 0) {
      throw new IllegalArgumentException("usage: [--port 9001] [--data folder]");
    }
    for (String option : OPTIONS) {
      String value = environment.get("SIMULATOR_" + option.toUpperCase(java.util.Locale.ROOT));
      if (value != null) {
        options.put(option, value);
      }
    }
    for (int i = 0; i < arguments.length; i += 2) {
      String option = arguments[i].replaceFirst("^--", "");
      if (!arguments[i].startsWith("--") || !OPTIONS.contains(option)) {
        throw new IllegalArgumentException("unknown option " + arguments[i]);
      }
      options.put(option, arguments[i + 1]);
    }
    return options;
  }
}
