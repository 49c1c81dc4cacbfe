package cn.tongxing.idp.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command answers before any demonstration has run. */
@Clause("issue 6 item 10: the help of every command without a build")
class NoSystemTest {

  @TempDir private Path folder;

  private Finished given(String... words) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dtongxing.demo-folder=" + folder.resolve("never"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().keySet().removeIf(name -> name.matches("SPRING_.*|IDP_.*"));
    return Finished.of(process.start(), Duration.ofMinutes(2));
  }

  @Test
  void wrongUsageAndTheVersionAreAnsweredAndWorkNamesWhatIsMissing() throws Exception {
    Finished group = given("citizen");
    assertThat(group.exit()).isEqualTo(2);
    assertThat(group.output()).contains("'idp citizen --help' shows how").doesNotContain("never");
    assertThat(given("citizen", "fin").output()).contains("citizen --help").doesNotContain("never");
    assertThat(given("-V").output()).contains("Tongxing").doesNotContain("never");

    assertThat(given("kiosk", "list").output()).contains("no demonstration has run in ");
  }
}
