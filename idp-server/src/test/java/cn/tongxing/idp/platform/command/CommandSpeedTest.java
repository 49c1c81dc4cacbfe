package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.platform.launch.Main;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Finished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each command as a process of its own, as somebody at a telephone waits for it: Java's start, the
 * socket, the work and the end. What it took stands in {@code target/command-times.txt}.
 */
@Clause("issue 6 item 10: a command that changes something answers in under 3 s")
class CommandSpeedTest {

  private static final Duration MOST = Duration.ofSeconds(3);

  /** What else the machine does at a moment is not the command's: the best of so many counts. */
  private static final int TRIES = 6;

  private static final Path TIMES = Path.of("target", "command-times.txt");

  private final RunningServer server = RunningServer.shared();

  @TempDir private Path folder;

  @Test
  void aPersonIsShutOutInLessThanThreeSeconds() throws Exception {
    isQuick(
        () -> words("citizen disable %s --operator op-1 --reason case-1", server.person().value()));
  }

  @Test
  void anAccountIsFrozenInLessThanThreeSeconds() throws Exception {
    isQuick(() ->
        words(
            "citizen freeze %s --by COUNTER --operator op-1 --reason lost --case 114",
            server.person().value()));
  }

  @Test
  void aMachineIsAddedInLessThanThreeSeconds() throws Exception {
    isQuick(() -> words("kiosk add hall-%s --operator op-1", UUID.randomUUID()));
  }

  @Test
  void anApplicationIsRegisteredInLessThanThreeSeconds() throws Exception {
    isQuick(() -> words("client apply %s --yes --operator op-1", clients()));
  }

  private static List<String> words(String command, Object... values) {
    return List.of(command.formatted(values).split(" "));
  }

  /** Of one application that is not registered yet. */
  private Path clients() {
    try {
      return Files.writeString(
          folder.resolve("clients.yml"),
          """
          clients:
            - client_id: quick-%s
              name: { zh-CN: 应用, zh-TW: 應用, en: App }
              department: { zh-CN: 部门, zh-TW: 部門, en: Department }
              purpose: { zh-CN: 测试, zh-TW: 測試, en: Test }
              secrets: [{ label: one }]
              grant_types: [client_credentials]
              scopes: ["own:read"]
              sector: tests
          """
              .formatted(UUID.randomUUID()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void isQuick(Supplier<List<String>> command) throws Exception {
    var took = new ArrayList<Duration>();
    while (took.size() < TRIES && took.stream().noneMatch(each -> each.compareTo(MOST) < 0)) {
      took.add(timed(command.get()));
    }
    assertThat(took).as("each try of it").anyMatch(each -> each.compareTo(MOST) < 0);
  }

  private Duration timed(List<String> words) throws Exception {
    long begin = System.nanoTime();
    var done = given(words);
    var took = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(done.exit()).as(done.output()).isZero();
    assertThat(done.output()).as("by the server that runs").contains(", issuer " + server.issuer());
    Files.writeString(
        TIMES,
        "%5d ms  %s %s%n".formatted(took.toMillis(), words.get(0), words.get(1)),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return took;
  }

  /** With the flags that {@code ./idp} gives it; without a start-up cache, which needs a build. */
  private Finished given(List<String> words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(words);
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    Path socket = Objects.requireNonNull(server.bean(CommandSocketSettings.class).socket());
    builder.environment().put("IDP_COMMANDS_SOCKET", socket.toString());
    var process = builder.start();
    process.getOutputStream().close();
    return Finished.of(process, Duration.ofMinutes(1));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
