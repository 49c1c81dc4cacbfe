package cn.tongxing.idp.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.platform.command.AdminCommands;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What {@code ./idp} says of itself, where nothing is built and nothing can be. */
class LauncherHelpTest {

  private static final Path SCRIPT = Path.of("..", "idp").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @BeforeEach
  void nothingCanBeBuilt() throws IOException {
    Path maven = Files.writeString(folder.resolve("mvn"), "#!/bin/sh\nexit 1\n");
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void helpNamesEveryCommandAndOption() throws Exception {
    assertThat(idp("--help").output())
        .contains("./idp demo", "./idp test", "--fresh", "--port-base", "--exit-when-ready")
        .contains(
            "client apply", "citizen import", "citizen disable", "audit verify", "keys rotate");
    assertThat(idp().output()).isEqualTo(idp("--help").output());
  }

  @ParameterizedTest
  @Clause("issue 6 item 10: the help of every command without a build")
  @ValueSource(
      strings = {"client", "client apply", "citizen disable", "audit verify", "keys rotate"})
  void theHelpOfACommandNeedsNoBuild(String command) throws Exception {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.add("--help");
    CommandLine found = new CommandLine(AdminCommands.class);
    for (String word : command.split(" ")) {
      found = found.getSubcommands().get(word);
    }

    var run = idp(words.toArray(String[]::new));

    assertThat(run.exit()).isZero();
    assertThat(run.output().strip()).isEqualTo(found.getUsageMessage(Ansi.OFF).strip());
  }

  @Test
  void theHelpOfTheOtherCommandsNeedsNoBuildEither() throws Exception {
    for (String command : List.of("demo", "test", "bench", "build")) {
      assertThat(idp(command, "--help").output()).isEqualTo(idp("--help").output());
    }
    assertThat(idp("client", "apply", "clients.yml", "--help").output())
        .isEqualTo(idp("client", "apply", "--help").output())
        .isEqualTo(idp("client", "--help", "apply").output())
        .isEqualTo(idp("client", "--data", "x", "-h", "apply").output());
  }

  @Test
  @Clause("issue 5 item 44: documents that operators need in Chinese")
  void whoeverReadsChineseReadsTheHelpInChinese() throws Exception {
    for (var chinese : List.of(Map.of("LANG", "zh_CN.UTF-8"), Map.of("LC_ALL", "zh_TW.UTF-8"))) {
      assertThat(idp(chinese, "keys", "rotate", "--help").output())
          .contains("用法：idp keys rotate ", "办理人代号")
          .doesNotContain("Usage", "```", "##");
      assertThat(idp(chinese, "--help").output()).contains("./idp demo [选项]");
    }
    assertThat(idp(Map.of("LANG", "zh_CN", "LC_ALL", "C"), "--help").output())
        .as("what is set for all stands above the rest")
        .isEqualTo(idp("--help").output());
  }

  @Test
  void theListOfWhatThereIsNamesTheSameInEveryLanguage() throws IOException {
    Path documents = SCRIPT.resolveSibling("docs/operations");
    String chinese = Files.readString(documents.resolve("idp.zh.txt"));
    String english = Files.readString(documents.resolve("idp.en.txt"));

    assertThat(named(chinese)).hasSizeGreaterThan(12).isEqualTo(named(english));
    new CommandLine(AdminCommands.class)
        .getSubcommands()
        .forEach((group, each) ->
            each.getSubcommands()
                .keySet()
                .forEach(name -> {
                  assertThat(chinese).contains(group + " " + name);
                  assertThat(english).contains(group + " " + name);
                }));
  }

  /** Options, commands of the script, variables of the environment. */
  private static Set<String> named(String help) {
    return Pattern.compile("--[a-z-]+|\\./idp [a-z]+|[A-Z]+_[A-Z_]+")
        .matcher(help)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  private Finished idp(String... words) throws IOException, InterruptedException {
    return idp(Map.of("LANG", "C.UTF-8"), words);
  }

  private Finished idp(Map<String, String> language, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    builder.environment().keySet().removeAll(Set.of("LANG", "LC_ALL", "LC_MESSAGES"));
    builder.environment().putAll(language);
    var process = builder.start();
    process.getOutputStream().close();
    return Finished.of(process, Duration.ofMinutes(1));
  }
}
