package cn.tongxing.idp.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed in Chinese arrives in Java, whichever locale a machine has: by the real script. */
@Clause("issue 5 item 44: documents that operators need in Chinese")
class LauncherLocaleTest {

  private static final String PROGRAM =
      """
      class Said {
        public static void main(String[] words) {
          new java.io.PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8)
              .println(System.getProperty("sun.jnu.encoding") + " " + String.join(" ", words));
        }
      }
      """;

  @TempDir private Path folder;

  /** What a build leaves, and a JDK whose Java is a real one that prints what it is given. */
  @BeforeEach
  void builtWithAJavaThatPrints() throws IOException {
    Files.copy(Path.of("..", "idp"), folder.resolve("idp"));
    write("idp-server/target/demo/app-1-1/app.jar", "");
    write("auth-adapters/upstream-simulator/target/upstream-simulator-0.jar", "");
    write("sample-relying-party/target/sample-relying-party-0.jar", "");
    write("idp-server/target/demo/built", "1-1");
    write("jdk/release", "JAVA_VERSION=\"25.0.1\"\n");
    write("Said.java", PROGRAM);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    program("jdk/bin/java", "exec %s %s \"$@\"".formatted(java, folder.resolve("Said.java")));
    program("jdk/bin/javac", "exit 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POSIX", "C", "zh_CN.UTF-8", ""})
  void aChineseNameReachesACommand(String locale) throws Exception {
    assertThat(called(locale, "kiosk add 二楼大厅左 --operator ops-2"))
        .startsWith("UTF-8 ")
        .contains("kiosk add 二楼大厅左 --operator ops-2");
  }

  @Test
  void aFolderWithAChineseNameReachesTheDemonstrationAndTheTests() throws Exception {
    assertThat(called("POSIX", "demo --data 数据")).startsWith("UTF-8 ").contains("/数据 ");
    program("mvn", "exit 0");
    assertThat(called("POSIX", "test 测试")).startsWith("UTF-8 ").contains("测试");
  }

  /** Words are of a file in UTF-8: this process may run in a locale that has no letter for them. */
  private String called(String locale, String words) throws Exception {
    write("call", "cd '" + folder + "' && exec bash ./idp " + words + "\n");
    var builder =
        new ProcessBuilder("bash", folder.resolve("call").toString()).redirectErrorStream(true);
    builder.environment().keySet().removeAll(Set.of("LANG", "LC_ALL", "LC_MESSAGES"));
    if (!locale.isEmpty()) {
      builder.environment().put("LC_ALL", locale);
    }
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    var process = builder.start();
    process.getOutputStream().close();
    var done = Finished.of(process, Duration.ofMinutes(2));
    assertThat(done.exit()).isZero();
    List<String> lines = done.output().lines().filter(line -> line.contains(" -")).toList();
    return lines.getLast();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void program(String name, String does) throws IOException {
    write(name, "#!/bin/sh\n" + does + "\n");
    Files.setPosixFilePermissions(
        folder.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
