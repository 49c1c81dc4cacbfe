package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.kernel.LostLetters;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The root of the commands. Exit codes: 0 done, 1 refused or found broken, 2 wrong usage. */
@Command(
    name = "idp",
    mixinStandardHelpOptions = true,
    version = "Tongxing 0.1.0",
    description = "Administers the identity provider on the configured database.",
    subcommands = {
      AuditCommand.class,
      CitizenCommand.class,
      ClientCommand.class,
      KeysCommand.class,
      KioskCommand.class,
      CommandLine.HelpCommand.class
    })
public final class AdminCommands implements Runnable {

  @Spec private CommandSpec spec;

  /** Whether the words are a command and not options of the server. */
  public static boolean isCommand(String[] words) {
    return words.length > 0 && (!words[0].startsWith("--") || isHelp(words[0]));
  }

  /** Runs a command of whoever started this process and gives its exit code. */
  public static int run(String[] words) {
    return run(words, new OwnProcess());
  }

  static int run(String[] words, Caller caller) {
    if (Arrays.stream(words).anyMatch(LostLetters::areIn)) {
      caller.err().println("idp: " + LostLetters.SAID);
      return CommandLine.ExitCode.USAGE;
    }
    CommandLine line = of(caller);
    return ScopedValue.where(Caller.CURRENT, caller).call(() -> line.execute(words));
  }

  /**
   * Whether the words work on a system: what is wrong usage, or asks for the version, is answered
   * where there is none.
   */
  public static boolean needSystem(List<String> words) {
    try {
      ParseResult innermost = of(new OwnProcess()).parseArgs(words.toArray(String[]::new));
      while (innermost.hasSubcommand()) {
        innermost = innermost.subcommand();
      }
      boolean isGroup = !innermost.commandSpec().subcommands().isEmpty();
      return !(isGroup || innermost.isVersionHelpRequested() || innermost.isUsageHelpRequested());
    } catch (CommandLine.ParameterException wrong) {
      return false;
    }
  }

  private static CommandLine of(Caller caller) {
    CommandLine line = in(Locale.getDefault(Locale.Category.DISPLAY));
    addVersion(line, line.getCommandSpec().version());
    return line.setExpandAtFiles(false) // words are what was typed, wherever it is done
        .registerConverter(UUID.class, AdminCommands::id)
        .registerConverter(Path.class, caller::file)
        .setOut(caller.out())
        .setErr(caller.err())
        .setExecutionExceptionHandler(AdminCommands::explain)
        .setParameterExceptionHandler(AdminCommands::misused);
  }

  /** The commands, with their help in the language of whoever reads it. */
  static CommandLine in(Locale language) {
    CommandLine line = new CommandLine(new AdminCommands());
    ChineseHelp.of(language).ifPresent(texts -> addTexts(line, texts));
    return line;
  }

  private static void addTexts(CommandLine line, ResourceBundle texts) {
    line.setResourceBundle(texts);
    line.getSubcommands().values().forEach(each -> addTexts(each, texts));
  }

  /** Every command has the option. */
  private static void addVersion(CommandLine line, String[] version) {
    line.getCommandSpec().version(version);
    line.getSubcommands().values().forEach(each -> addVersion(each, version));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing.");
  }

  /** What others have to say of it is for programmers. */
  private static UUID id(String typed) {
    try {
      return UUID.fromString(typed);
    } catch (IllegalArgumentException none) {
      throw new CommandLine.TypeConversionException(
          "that is no id, such as 019a2b3c-4d5e-7f60-8a9b-0c1d2e3f4a5b");
    }
  }

  private static boolean isHelp(String word) {
    return word.equals("--help") || word.equals("--version");
  }

  /** One line of what is wrong and one of where to read on: a screen of help would hide them. */
  private static int misused(CommandLine.ParameterException problem, String[] words) {
    CommandLine command = innermost(problem.getCommandLine());
    String said = Echo.of(problem.getMessage(), words);
    said = Echo.without(said, Objects.requireNonNullElse(problem.getValue(), ""));
    if (problem instanceof CommandLine.UnmatchedArgumentException stray) {
      said = Echo.without(said, stray.getUnmatched(), command.getSubcommands().keySet());
    }
    if (mayBeLeftOut(problem.getArgSpec())) {
      said +=
          "; numbers of documents and phones are asked for, or read from standard input, where the"
              + " id is left out";
    }
    command.getErr().println("idp: " + said);
    CommandLine.UnmatchedArgumentException.printSuggestions(problem, command.getErr());
    command
        .getErr()
        .println("'" + command.getCommandSpec().qualifiedName() + " --help' shows how.");
    return CommandLine.ExitCode.USAGE;
  }

  /** Whether it is a person's id that a number may stand for. */
  private static boolean mayBeLeftOut(@Nullable ArgSpec argument) {
    return argument != null
        && argument.isPositional()
        && argument.type() == UUID.class
        && argument.arity().min() == 0;
  }

  /** Of commands that share an object, the one that was given. */
  private static CommandLine innermost(CommandLine command) {
    ParseResult parsed = command.getParseResult();
    while (parsed != null && parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return parsed == null ? command : parsed.commandSpec().commandLine();
  }

  /** Said once and plainly: nothing else does ({@link OwnProcess}). */
  private static int explain(Exception problem, CommandLine command, ParseResult parsed) {
    command.getErr().println("idp: " + Explanation.of(problem));
    return CommandLine.ExitCode.SOFTWARE;
  }
}
