package cn.tongxing.idp.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with small parts in real processes. */
@Clause("issue 6 item 10: a typed launcher")
class DemoTest {

  @TempDir private Path folder;
  private Path jar;
  private int port;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void makeAJar() throws IOException {
    folder = folder.toRealPath();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakePart.class.getName());
    jar = folder.resolve("part.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var compiled = FakePart.class.getResourceAsStream("FakePart.class")) {
      out.putNextEntry(new JarEntry(FakePart.class.getName().replace('.', '/') + ".class"));
      compiled.transferTo(out);
    }
    port = fourFreePorts();
  }

  @Test
  void everyPartAnswersIsStoppedAndTheNextStartHasItsCache() throws Exception {
    DemoPlan plan = plan("java", true);

    int code = demo(plan).run();

    assertThat(said()).contains("demonstration ready in", "张三 of the fake", "--data '");
    assertThat(code).isZero();
    assertThat(Files.list(plan.data().resolve("run"))).isEmpty();
    assertThat(IntStream.range(port, port + 4).filter(Probe::isTaken)).isEmpty();
    assertThat(plan.cache()).isNotEmptyFile();
    assertThat(plan.data().resolve("demo.properties"))
        .as("commands find where it answers")
        .content()
        .contains("idp.issuer=http://localhost:" + port + "\n");
    assertThat(plan.data().resolve("training")).doesNotExist();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(plan.data().resolve("secrets/hospital.secret"))))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(plan.data().resolve("logs/identity-provider.log"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aRequestToStopEndsItInOrder() throws Exception {
    DemoPlan plan = plan("java", false);
    Files.writeString(Files.createFile(plan.cache()), "");
    Demo demo = demo(plan);
    var code =
        CompletableFuture.supplyAsync(() -> {
          try {
            return demo.run();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> said().contains("Ctrl-C stops"));

    demo.stop();

    assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(IntStream.range(port, port + 4).filter(Probe::isTaken)).isEmpty();
  }

  @Test
  void aPartThatEndsByItselfIsNamedWithItsLogAndTheOthersStop() throws Exception {
    Path failing = folder.resolve("failing-java");
    Files.writeString(failing, "#!/bin/sh\nFAKE_FAILS=1 exec " + java() + " \"$@\"\n");
    Files.setPosixFilePermissions(failing, PosixFilePermissions.fromString("rwxr-xr-x"));

    int code = demo(plan(failing.toString(), false)).run();

    assertThat(code).isEqualTo(1);
    assertThat(said()).contains("sample-apps 意外停止", "first line", "cannot");
    assertThat(IntStream.range(port, port + 4).filter(Probe::isTaken)).isEmpty();
  }

  @Test
  void aTakenPortIsNamedBeforeAnythingStarts() throws Exception {
    try (var taken = new ServerSocket(port + 2, 1, InetAddress.getLoopbackAddress())) {
      assertThat(demo(plan("java", true)).run()).isEqualTo(1);
      assertThat(taken.isBound()).isTrue();
    }
    assertThat(folder.resolve("data/logs/simulator.log")).doesNotExist();
  }

  @Test
  void whatAKilledDemonstrationLeftRunningIsStopped() throws Exception {
    DemoPlan plan = plan("java", true);
    new DemoFolder(plan.data(), plan.mark()).prepare(new java.security.SecureRandom());
    Process left =
        new ProcessBuilder(java(), plan.mark(), "-jar", jar.toString(), "--port", "" + port)
            .start();
    Files.writeString(plan.data().resolve("run/simulator.pid"), left.pid() + "\n");

    var found = new DemoFolder(plan.data(), plan.mark()).stopLeftBehind();

    assertThat(found).containsExactly("simulator, " + left.pid());
    assertThat(left.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void forgettingKeepsTheProgramsAndTheLock() throws Exception {
    DemoPlan plan = plan("java", true);
    DemoFolder data = new DemoFolder(plan.data(), plan.mark());
    data.prepare(new java.security.SecureRandom());
    Files.createDirectories(plan.data().resolve("bin/redis"));
    Files.writeString(plan.data().resolve("demo.lock"), "");

    data.wipe();

    assertThat(Files.list(plan.data()).map(each -> each.getFileName().toString()))
        .containsExactlyInAnyOrder("bin", "demo.lock");
  }

  /** The checkpoints in them are witnesses of the audit trail. */
  @Test
  void theLogsOfEarlierRunsAreKept() throws Exception {
    Parts parts = new Parts(folder);
    Files.createDirectories(folder.resolve("logs"));
    Files.createDirectories(folder.resolve("run"));
    for (int run = 1; run <= 12; run++) {
      parts.start("x", List.of("echo", "run " + run)).waitFor(10, TimeUnit.SECONDS);
      parts.stop();
    }

    assertThat(Files.readString(parts.log("x"))).contains("run 12");
    assertThat(Files.readString(parts.log("x.1"))).contains("run 11");
    assertThat(Files.readString(parts.log("x.9"))).contains("run 3");
    assertThat(parts.log("x.10")).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parts.log("x.1"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aLongLogOfAFailedStartShowsItsBeginningAndItsEnd() throws Exception {
    Parts parts = new Parts(folder);
    Files.createDirectories(folder.resolve("logs"));
    Files.write(
        parts.log("x"), IntStream.rangeClosed(1, 90).mapToObj(line -> "line " + line).toList());
    assertThat(parts.endsOfLog("x"))
        .startsWith("line 1")
        .contains("line 12", "… 53 …", "line 66")
        .endsWith("line 90");
  }

  private Demo demo(DemoPlan plan) {
    return new Demo(plan, new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private DemoPlan plan(String java, boolean exitWhenReady) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    return DemoPlan.of(
        List.of(
                "data=" + data,
                "port=" + port,
                "began=" + System.currentTimeMillis(),
                "fresh=no",
                "exit-when-ready=" + (exitWhenReady ? "yes" : "no"),
                "default=no",
                "java=" + (java.equals("java") ? java() : java),
                "flag=-XX:+UseSerialGC",
                "server=" + jar,
                "cache=" + folder.resolve("start-up.aot"),
                "simulator=" + jar,
                "sample-apps=" + jar)
            .toArray(String[]::new));
  }

  private static int fourFreePorts() throws IOException {
    for (int first = 20_000 + (int) (ProcessHandle.current().pid() % 20_000); ; first += 4) {
      int base = first;
      if (IntStream.range(base, base + 4).noneMatch(Probe::isTaken)) {
        return base;
      }
    }
  }
}
