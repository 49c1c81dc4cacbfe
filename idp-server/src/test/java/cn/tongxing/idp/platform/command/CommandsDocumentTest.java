package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Keeps {@code docs/operations/commands.md}, where {@code ./idp COMMAND --help} reads what it
 * prints. Written anew by {@code ./idp test -Dcommands.write=true -Dtest=CommandsDocumentTest}.
 */
@Clause("issue 6 item 10: the help of every command without a build")
class CommandsDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "operations", "commands.md");

  @Test
  void theHelpOfEveryCommandIsCurrent() throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    add(text, "", AdminCommands.in(Locale.CHINESE), AdminCommands.in(Locale.ENGLISH));
    if (Boolean.getBoolean("commands.write")) {
      Files.writeString(DOCUMENT, text);
    }
    assertThat(DOCUMENT).exists();
    assertThat(Files.readString(DOCUMENT))
        .as("stale: ./idp test -Dcommands.write=true -Dtest=CommandsDocumentTest")
        .isEqualTo(text.toString());
  }

  /** {@code ./idp} prints the block of the reader's language, by the word after its fence. */
  private static void add(
      StringBuilder text, String words, CommandLine chinese, CommandLine english) {
    new TreeMap<>(english.getSubcommands())
        .forEach((name, sub) -> {
          String full = (words + " " + name).strip();
          if (!name.equals("help")) {
            CommandLine other = chinese.getSubcommands().get(name);
            text.append("## ").append(full).append("\n\n");
            block(text, "zh", other);
            block(text, "en", sub);
            add(text, full, other, sub);
          }
        });
  }

  private static void block(StringBuilder text, String language, CommandLine command) {
    text.append("```text ").append(language).append('\n');
    text.append(command.getUsageMessage(Ansi.OFF)).append("```\n\n");
  }

  private static final String HEAD =
      """
      # 管理命令 · Administrative commands

      由 `CommandsDocumentTest` 从命令生成；`./idp 命令 --help` 显示的就是这里的文字，不需要先构建；`LANG` 以 `zh` 开头时显示中文，否则显示英文。
      每条命令先在标准错误输出说明它作用于哪个系统；`--data 文件夹` 指明用它启动的演示。退出码：0 完成，1 被拒绝或发现损坏，2 用法不对。
      *Made from the commands; `./idp COMMAND --help` prints these texts and needs no build, in Chinese where `LANG` begins with `zh`. Each command says first, on standard error, which system
      it works on; `--data FOLDER` names a demonstration that was started with it. Exit codes: 0 done, 1 refused or found broken, 2 wrong usage.*

      """;
}
