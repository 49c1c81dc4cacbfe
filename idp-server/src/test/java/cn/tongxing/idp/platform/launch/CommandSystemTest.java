package cn.tongxing.idp.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.Clause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Clause("issue 5 item 26: commands name the system they act on")
class CommandSystemTest {

  private static final List<String> VERIFY = List.of("audit", "verify");

  @TempDir Path folder;

  @Test
  void withoutAWordItIsTheDemonstrationInItsUsualFolder() throws Exception {
    String usual = usual();
    var system = CommandSystem.of(VERIFY, usual, Map.of());

    assertThat(system.words()).isEqualTo(VERIFY);
    assertThat(system.properties())
        .containsOnly(
            Map.entry("spring.profiles.active", "demo"), Map.entry("idp.data-folder", usual));
    assertThat(system.socket()).contains(Path.of(usual, "command.socket"));
  }

  /** Where a demonstration has run. */
  private String usual() throws Exception {
    Files.createDirectories(folder.resolve("usual/postgres"));
    return folder.resolve("usual").toString();
  }

  @Test
  void whereNoDemonstrationHasRunACommandBeginsNone() {
    Path never = folder.resolve("never");

    assertThatThrownBy(() -> CommandSystem.of(VERIFY, never.toString(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no demonstration has run in " + never)
        .hasMessageContaining("--data FOLDER", "IDP_DATAFOLDER");
    assertThat(never).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SPRING_PROFILES_ACTIVE", "SPRING_DATASOURCE_URL", "IDP_DATAFOLDER"})
  void theEnvironmentNamesAnotherSystem(String name) throws Exception {
    assertThat(CommandSystem.of(VERIFY, "/usual", Map.of(name, "other")).properties()).isEmpty();
    assertThat(CommandSystem.of(VERIFY, usual(), Map.of(name, "")).properties()).isNotEmpty();
  }

  @Test
  void aDemonstrationKeptElsewhereComesBeforeTheEnvironment() throws Exception {
    Files.createDirectories(folder.resolve("my data/postgres"));
    String data = folder.resolve("my data").toString();

    var system =
        CommandSystem.of(
            List.of("audit", "--data", data, "verify"),
            "/usual",
            Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://db/tongxing"));

    assertThat(system.words()).isEqualTo(VERIFY);
    assertThat(system.properties()).containsEntry("idp.data-folder", data);
  }

  @Test
  void aFolderWithoutADemonstrationIsRefused() {
    assertThatThrownBy(
            () -> CommandSystem.of(List.of("audit", "--data", "nowhere"), "/usual", Map.of()))
        .hasMessageStartingWith("--data takes the folder of a demonstration");
    assertThatThrownBy(() -> CommandSystem.of(List.of("audit", "--data"), "/usual", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withoutTheScriptTheWordsAreTheServersOwn() {
    var words = List.of("audit", "verify", "--data", "x");
    assertThat(CommandSystem.of(words, null, Map.of()))
        .isEqualTo(new CommandSystem(words, Map.of(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "IDP_DATAFOLDER"})
  void theEnvironmentNamesTheSocketOfAnotherSystemAndOfNoDemonstration(String name)
      throws Exception {
    var environment = Map.of("IDP_COMMANDS_SOCKET", "/run/idp/command.socket", name, "other");

    var system = CommandSystem.of(VERIFY, name.isEmpty() ? null : "/usual", environment);

    assertThat(system.socket()).contains(Path.of("/run/idp/command.socket"));
    String usual = usual();
    assertThat(CommandSystem.of(VERIFY, usual, Map.of("IDP_COMMANDS_SOCKET", "/x")).socket())
        .contains(Path.of(usual, "command.socket"));
  }
}
