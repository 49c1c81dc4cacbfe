package cn.tongxing.idp.platform.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The demonstration of {@code ./idp demo}: starts the simulator, the sample departments and the
 * identity provider, says when all answer, and stops them in order at a signal. The script has
 * built them and holds the lock of the data folder.
 */
public final class Demo {

  private static final long READY_SECONDS = 240;

  /** More than the server itself takes at most. */
  private static final long WARM_SECONDS = 30;

  /** What the server says when the first pages wait for nothing ({@code platform.probe.WarmUp}). */
  static final String WARM = "first pages are warm after";

  private static final List<String> LIGHT =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "-Dfile.encoding=UTF-8",
          "-Dstdout.encoding=UTF-8");

  private final DemoPlan plan;
  private final PrintStream out;
  private final DemoFolder folder;
  private final Parts parts;
  private final AtomicInteger signals = new AtomicInteger();
  private Optional<String> died = Optional.empty();

  Demo(DemoPlan plan, PrintStream out) {
    this.plan = plan;
    this.out = out;
    this.folder = new DemoFolder(plan.data(), plan.mark());
    this.parts = new Parts(plan.data());
  }

  /** Called by the script; ends with 0 if everything answered and nothing ended by itself. */
  public static void main(String[] words) throws IOException, InterruptedException {
    Demo demo = new Demo(DemoPlan.of(words), System.out);
    Signals.onEach(demo::stop);
    System.exit(demo.run());
  }

  /** Asks it to stop; a second time: not to wait for the start-up cache. */
  void stop() {
    signals.incrementAndGet();
  }

  int run() throws IOException, InterruptedException {
    for (String left : folder.stopLeftBehind()) {
      out.printf("正在停止上次遗留的进程 · stopping what an earlier run left behind (%s)%n", left);
    }
    if (plan.fresh()) {
      out.printf("清空演示数据 · forgetting the data in %s%n", plan.data());
      folder.wipe();
    }
    folder.prepare(new SecureRandom());
    for (int port = plan.port(); port < plan.port() + 4; port++) {
      if (Probe.isTaken(port)) {
        System.err.printf("./idp: port %d is in use; choose others with --port-base N%n", port);
        return 1;
      }
    }
    folder.keep(plan.addresses());
    return runParts();
  }

  private int runParts() throws IOException, InterruptedException {
    Training training = new Training(plan, folder);
    boolean ready = false;
    try {
      ready = startParts() && answers();
      if (ready) {
        DemoGreeting.print(plan, out);
        training.begin();
        while (!plan.exitWhenReady() && goesOn(500)) {}
      }
    } finally {
      out.println("正在停止 · stopping");
      parts.stop();
      folder.stopServices(plan.data());
    }
    finish(training);
    if (!ready || died.isPresent()) {
      return 1;
    }
    out.printf("已停止，数据保留在 · stopped; the data stays in %s%n", plan.data());
    return 0;
  }

  /** The next start is quick only if the cache is finished. */
  private void finish(Training training) throws IOException, InterruptedException {
    if (training.isUnderWay()) {
      out.println(
          "正在完成启动缓存，下次启动更快（再按一次 Ctrl-C 跳过） · finishing the start-up cache for the next"
              + " start (Ctrl-C again skips)");
      int before = signals.get();
      training.finish(() -> signals.get() > before);
    }
  }

  private boolean startParts() throws IOException, InterruptedException {
    Path data = plan.data();
    int port = plan.port();
    Path simulated = data.resolve("simulator");
    parts.start(
        "simulator",
        light(plan.simulator(), "--port", "" + (port + 1), "--data", simulated.toString()));
    parts.start(
        "sample-apps",
        light(
            plan.sampleApps(),
            "--issuer",
            "http://localhost:" + port,
            "--hospital-port",
            "" + (port + 2),
            "--fund-port",
            "" + (port + 3),
            "--secrets",
            data.resolve("secrets").toString(),
            "--sms",
            simulated.resolve("sms-provider.properties").toString()));
    // the identity provider reads the settings that the simulator writes at its first start
    while (!Files.exists(simulated.resolve("police-adapter.properties"))) {
      if (!goesOn(50)) {
        return false;
      }
    }
    parts.start("identity-provider", server());
    return true;
  }

  private List<String> light(Path jar, String... words) {
    List<String> command = new ArrayList<>(List.of(plan.java().toString(), plan.mark()));
    command.addAll(LIGHT);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(words));
    return command;
  }

  private List<String> server() {
    List<String> command = new ArrayList<>(List.of(plan.java().toString(), plan.mark()));
    command.addAll(plan.serverFlags());
    if (Files.exists(plan.cache())) {
      command.add("-XX:AOTCache=" + plan.cache());
    }
    command.addAll(List.of("-jar", plan.server().toString()));
    command.addAll(plan.serverSettings(plan.port(), plan.data()));
    return command;
  }

  private boolean answers() throws IOException, InterruptedException {
    Map<Integer, String> probes = new LinkedHashMap<>();
    probes.put(plan.port() + 1, "/citizens.txt");
    probes.put(plan.port() + 2, "/");
    probes.put(plan.port() + 3, "/");
    probes.put(plan.port(), "/.well-known/openid-configuration");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    for (Map.Entry<Integer, String> probe : probes.entrySet()) {
      while (Probe.get(probe.getKey(), probe.getValue()).isEmpty()) {
        if (!goesOn(50)) {
          return false;
        }
        if (System.nanoTime() > deadline) {
          out.printf(
              "http://localhost:%d%s 四分钟内没有应答 · did not answer within four minutes; logs: %s%n",
              probe.getKey(), probe.getValue(), plan.data().resolve("logs"));
          return false;
        }
      }
    }
    return warm(deadline);
  }

  /** The first click waits for nothing; a server that does not say so is shown all the same. */
  private boolean warm(long deadline) throws IOException, InterruptedException {
    long longest = Math.min(deadline, System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_SECONDS));
    Path log = parts.log("identity-provider");
    // it is being written, perhaps in the middle of a character
    while (!Files.readString(log, StandardCharsets.ISO_8859_1).contains(WARM)
        && System.nanoTime() < longest) {
      if (!goesOn(100)) {
        return false;
      }
    }
    return true;
  }

  /** Waits a little; whether nobody asked to stop and nothing has ended. */
  private boolean goesOn(long millis) throws IOException, InterruptedException {
    if (signals.get() > 0) {
      return false;
    }
    died = parts.ended();
    if (died.isPresent()) {
      Path log = parts.log(died.get());
      out.printf("%n%s 意外停止 · ended unexpectedly. %s:%n", died.get(), log);
      parts.endsOfLog(died.get()).forEach(out::println);
      return false;
    }
    Thread.sleep(millis);
    return true;
  }
}
