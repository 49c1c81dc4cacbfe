package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Whoever reads Chinese reads the help of every command in Chinese. */
@Clause("issue 5 item 44: documents that operators need in Chinese")
class ChineseHelpTest {

  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

  private final CommandLine chinese = AdminCommands.in(Locale.SIMPLIFIED_CHINESE);
  private final CommandLine english = AdminCommands.in(Locale.ENGLISH);

  /** Every command with all that its help says, by the command's whole name. */
  private static void eachCommand(CommandLine command, BiConsumer<String, List<String>> work) {
    CommandSpec spec = command.getCommandSpec();
    work.accept(spec.qualifiedName(), List.of(first(spec)));
    for (ArgSpec argument : spec.args()) {
      String name = argument.isOption() ? argument.toString() : argument.paramLabel();
      work.accept(spec.qualifiedName() + " " + name, Arrays.asList(argument.description()));
    }
    command.getSubcommands().values().forEach(sub -> eachCommand(sub, work));
  }

  /** What stands beside the command's name in the list of its group. */
  private static String first(CommandSpec spec) {
    String[] header = spec.usageMessage().header();
    String[] texts = header.length > 0 ? header : spec.usageMessage().description();
    return texts.length > 0 ? texts[0] : "";
  }

  private static Map<String, List<String>> texts(CommandLine line) {
    Map<String, List<String>> texts = new HashMap<>();
    eachCommand(line, texts::put);
    return texts;
  }

  @Test
  void everyCommandOptionAndArgumentIsExplainedInBothLanguages() {
    Map<String, List<String>> said = texts(english);

    assertThat(said).hasSizeGreaterThan(150);
    assertThat(said)
        .allSatisfy((_, lines) -> {
          assertThat(String.join("", lines)).isNotBlank().doesNotContainPattern(HAN);
        });
    assertThat(texts(chinese))
        .hasSameSizeAs(said)
        .allSatisfy((_, lines) -> {
          assertThat(String.join("", lines)).containsPattern(HAN);
        });
  }

  @Test
  void noLineOfADescriptionIsLeftInEnglish() {
    eachLine(chinese, "", (name, line) -> assertThat(line).as(name).containsPattern(HAN));
  }

  private static void eachLine(CommandLine command, String at, BiConsumer<String, String> work) {
    for (String line : command.getCommandSpec().usageMessage().description()) {
      work.accept(at, line);
    }
    command.getSubcommands().forEach((name, sub) -> eachLine(sub, at + " " + name, work));
  }

  @Test
  void everyReasonSaysWhereTheNumberOfACaseBelongsAndThatNoDocumentsNumberDoes() {
    var withReason = new ArrayList<CommandSpec>();
    eachSpec(chinese, withReason);
    withReason.removeIf(spec -> spec.findOption("--reason") == null);
    assertThat(withReason)
        .hasSizeGreaterThan(10)
        .allSatisfy(spec -> {
          boolean ofCase = spec.findOption("--case") != null;
          assertThat(String.join("", spec.findOption("--reason").description()))
              .as(spec.qualifiedName())
              .contains("证件号码", ofCase ? "案件号写在 --case" : "原因代码或案件号");
        });
  }

  private static void eachSpec(CommandLine command, List<CommandSpec> into) {
    into.add(command.getCommandSpec());
    command.getSubcommands().values().forEach(sub -> eachSpec(sub, into));
  }

  @Test
  void noTextIsLeftOfACommandThatIsGone() {
    ResourceBundle texts = ChineseHelp.of(Locale.CHINESE).orElseThrow();
    var asked = new TreeSet<String>();
    CommandLine line = new CommandLine(new AdminCommands());
    read(line, new Watched(texts, asked));

    assertThat(asked).containsAll(texts.keySet());
  }

  private static void read(CommandLine line, ResourceBundle texts) {
    line.setResourceBundle(texts);
    line.getUsageMessage(Ansi.OFF);
    line.getSubcommands().values().forEach(each -> read(each, texts));
  }

  /** Remembers which texts were asked for. */
  private static final class Watched extends ResourceBundle {
    private final ResourceBundle texts;
    private final Set<String> asked;

    Watched(ResourceBundle texts, Set<String> asked) {
      this.texts = texts;
      this.asked = asked;
    }

    @Override
    protected Object handleGetObject(String key) {
      asked.add(key);
      return texts.getObject(key);
    }

    @Override
    public Enumeration<String> getKeys() {
      return texts.getKeys();
    }
  }

  @Test
  void theLanguageIsTheReadersAndOthersReadEnglish() {
    List<String> heads = new ArrayList<>();
    for (Locale language : List.of(Locale.of("zh", "CN"), Locale.of("zh"), Locale.ROOT)) {
      heads.add(AdminCommands.in(language).getUsageMessage(Ansi.OFF).substring(0, 3));
    }

    assertThat(heads).containsExactly("用法：", "用法：", "Usa");
  }
}
