package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Wrong input is named in plain words, and before a server is opened for it. */
@Clause("issue 6 item 10: the help of every command without a build")
class AdminCommandsTest {

  private static final String[] FIND = {
    "citizen", "find", "--operator", "op1", "--reason", "caller", "--case", "c1"
  };

  /** What it says on standard error, of wrong usage. */
  private static String misused(String typed, String... words) {
    InputStream in = System.in;
    PrintStream err = System.err;
    var said = new ByteArrayOutputStream();
    System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(AdminCommands.run(words)).isEqualTo(2);
    } finally {
      System.setIn(in);
      System.setErr(err);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  private static String[] find(String... more) {
    var words = new ArrayList<>(List.of(FIND));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  void whatIsNoIdOrNoTimeIsSaidWithoutJavasWords() {
    assertThat(misused("", find("nobody"))).contains("that is no id").doesNotContain("java");
    assertThat(
            misused(
                "", "audit", "show", "--operator", "op1", "--reason", "r1", "--since", "yesterday"))
        .contains("--since: that is no time; write 2026-05-01, ");
  }

  /** Java puts U+FFFD where the locale has no letter. */
  @Test
  void wordsOfWhichLettersWereLostAreRefusedWithWhatToDo() {
    assertThat(misused("", "kiosk", "add", "\ufffd\ufffd", "--operator", "op1"))
        .contains("LC_ALL=C.UTF-8");
  }

  @Test
  void timesTheWrongWayRoundAreNoAnswerOfNothing() {
    assertThat(
            misused(
                "",
                "audit",
                "show",
                "--operator",
                "op1",
                "--reason",
                "r1",
                "--since",
                "2026-11-01",
                "--until",
                "2026-05-01"))
        .contains("--until: it is not after --since");
  }

  @Test
  void whatIsNoWorkNeedsNoSystem() {
    for (String words : List.of("citizen", "citizen -V", "citizen fin", "-V", "kiosk end x")) {
      assertThat(AdminCommands.needSystem(List.of(words.split(" ")))).as(words).isFalse();
    }
    for (String words : List.of("kiosk list", "audit verify", "keys rotate --operator op1")) {
      assertThat(AdminCommands.needSystem(List.of(words.split(" ")))).as(words).isTrue();
    }
  }

  /** It stays on the trail; operators may be numbered like documents. */
  @Test
  @Clause("L9")
  void aReasonIsNoNumberOfADocument() {
    String[] asked = {
      "citizen", "find", "--operator", "W1001234", "--reason", "H12345678", "--case", "C20261128"
    };
    assertThat(misused("", asked)).contains("--reason: a word, and no number of a document");
    asked[5] = "caller";
    assertThat(misused("", asked)).doesNotContain("--reason:", "--operator:", "--case:");
  }

  /** Most commands have no other option for the number of a case. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "disable --operator window-3",
        "enable --operator window-3 --second-operator window-4",
        "allow-link --operator window-3 --second-operator window-4"
      })
  @Clause("L9")
  void withoutAnOptionForItTheNumberOfACaseIsAReason(String command) {
    String asked = "citizen " + command + " --reason ";

    assertThat(misused("", (asked + "C20261128").split(" "))).doesNotContain("--reason:");
    assertThat(misused("", (asked + "case-H12345678").split(" "))).doesNotContain("--reason:");
    assertThat(misused("", (asked + "H12345678").split(" ")))
        .contains("--reason: a word, and no number of a document", "written case-NUMBER")
        .doesNotContain("is for --case", "H12345678");
  }

  @ParameterizedTest
  @ValueSource(strings = {"123", "350200199001010018", "张三"})
  void aNumberThatNoDocumentHasIsASlipAndNotNobodys(String typed) {
    assertThat(misused(typed + "\n", find())).contains("no document has such a number");
    assertThat(
            misused(
                typed + "\n",
                "citizen",
                "disable",
                "--reason",
                "case-114",
                "--operator",
                "window-3"))
        .contains("no document has such a number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11010119900307109X",
        "110101199003070011",
        "810000199001010019",
        "935840198506070019",
        "USA110012345678",
        "h1234567802",
        "2123456701",
        "A123456(3)",
        "1/234567/8",
        "A123456789",
        "E12345678"
      })
  void aNumberOfEachTypeIsTaken(String typed) {
    InputStream in = System.in;
    System.setIn(new ByteArrayInputStream((typed + "\n").getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(TypedNumber.document(null, "")).isEqualTo(typed);
    } finally {
      System.setIn(in);
    }
  }

  /** Terminals are recorded, and what runs at night is logged. */
  @ParameterizedTest
  @Clause("L9")
  @ValueSource(
      strings = {
        "citizen find %s --operator op1 --reason r1 --case c1",
        "citizen find --operator op1 --reason r1 --case c1 --phone %s",
        "citizen disable %s --operator op1 --reason r1",
        "citizen merge %s %s --operator op1 --second-operator op2 --reason r1",
        "citizen withdraw-evidence %s --method=%s",
        "citizen freeze --by %s",
        "citizen freeze --by=%s",
        "citizen %s",
        "audit show --operator op1 --reason r1 --person %s",
        "audit show --operator op1 --reason r1 --since %s",
        "audit archive --operator op1 --to x --keep-months %s",
        "citizen import --operator op1 %s",
        "client show %s!",
        "keys rotate --operator op1 %s",
        "kiosk end %s --operator op1",
        "kiosk list %s",
        "%s"
      })
  void aNumberOrNameOnTheCommandLineIsNotSaidAgain(String command) {
    for (String personal : List.of("350200199001010019", "13800000001", "H1234567(8)", "张三")) {
      assertThat(misused("", command.replace("%s", personal).split(" ")))
          .startsWith("idp: ")
          .doesNotContain(personal);
    }
  }

  /** A number that was typed in groups is several words; a name may be in Latin letters. */
  @ParameterizedTest
  @Clause("L9")
  @ValueSource(
      strings = {
        "citizen disable 019a2b3c-4d5e-7f60-8a9b-0c1d2e3f4a5b %s --operator op1 --reason r1",
        "citizen find %s --operator op1 --reason r1 --case c1",
        "citizen freeze 019a2b3c-4d5e-7f60-8a9b-0c1d2e3f4a5b %s",
        "citizen fnid %s",
        "kiosk list %s"
      })
  void norIsOneInGroupsOrInLatinLetters(String command) {
    for (String personal : List.of("3502 0019 9001 0100 35", "138 0000 0001", "Zhang Xiaoming")) {
      assertThat(misused("", command.replace("%s", personal).split(" ")))
          .startsWith("idp: ")
          .doesNotContain(personal.split(" "));
    }
    assertThat(misused("", "citizen", "fnid")).as("a slip of a command's").contains("fnid");
  }

  @ParameterizedTest
  @Clause("L9")
  @ValueSource(
      strings = {
        "citizen Zhang Wei",
        "citizen --nmae Zhang",
        "citizen -nZhang",
        "kiosk list --nmae=Zhang"
      })
  void noNameIsSaidAgainThatStandsForACommandOrWithAnOptionThatIsNone(String command) {
    assertThat(misused("", command.split(" ")))
        .startsWith("idp: Un")
        .doesNotContain("Zhang", "Wei");
    if (command.contains("--nmae")) {
      assertThat(misused("", command.split(" "))).contains("'--nmae'");
    }
  }

  /** Each command by its words, with what it takes. */
  private static void each(CommandLine command, String words, BiConsumer<String, ArgSpec> then) {
    command.getCommandSpec().args().forEach(argument -> then.accept(words, argument));
    command.getSubcommands().forEach((name, each) -> each(each, words + name + " ", then));
  }

  /** A number, an id, a word of a list: whatever it was meant for, it is none of these. */
  @Test
  @Clause("L9")
  void aNameInThePlaceOfWhatIsNoTextIsNotSaidAgain() {
    List<String> tried = new ArrayList<>();
    each(
        new CommandLine(new AdminCommands()),
        "",
        (words, argument) -> {
          boolean isText = Set.of(String.class, Path.class).contains(argument.typeInfo().getType());
          boolean isList = argument.isMultiValue();
          if (isText || isList || argument.arity().max() == 0 || argument.inherited()) {
            return;
          }
          String option = argument.isOption() ? ((OptionSpec) argument).longestName() + "=" : "";
          String typed = (words + option + "Zhangsan").strip();
          tried.add(typed);
          assertThat(misused("", typed.split(" "))).as(typed).doesNotContain("Zhangsan");
        });
    assertThat(tried)
        .contains("audit show --most=Zhangsan", "audit archive --keep-months=Zhangsan")
        .hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @Clause("L9")
  @ValueSource(
      strings = {
        "audit show --operator op1 --reason r1 --since Zhangsan",
        "audit show --operator op1 --reason r1 --until Zhangsan",
        "audit show --operator op1 --reason r1 --event Zhangsan",
        "keys rotate --operator op1 Zhangsan",
        "keys replace --operator op1 Zhangsan",
        "client show Zhangsan!"
      })
  void norIsOneInThePlaceOfATimeOrOfAWordOfOurs(String command) {
    assertThat(misused("", command.split(" "))).startsWith("idp: ").doesNotContain("Zhangsan");
  }

  @Test
  void whereNothingIsTypedItIsSaidWhatIsAskedFor() {
    assertThat(misused("", find())).contains("nothing was typed: a document number is asked for");
    assertThat(misused("\n", find("--phone")))
        .contains("nothing was typed: a phone number is asked for");
  }

  @Test
  void numbersOfPersonsAreSpokenOfWhereAPersonIsMeant() {
    for (String command : List.of("kiosk end nope --operator op1", "audit show --person nope")) {
      assertThat(misused("", command.split(" ")))
          .contains("that is no id, such as ")
          .doesNotContain("documents");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "client -V", "audit verify --version", "kiosk end -V"})
  void everyCommandSaysItsVersion(String command) {
    PrintStream out = System.out;
    var said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(AdminCommands.run(command.split(" "))).isZero();
    } finally {
      System.setOut(out);
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("Tongxing ");
  }

  @Test
  void whoTypesANumberIsToldWhereItIsAskedFor() {
    assertThat(misused("", find("350200199001010019")))
        .contains("that is no id, such as ", "numbers of documents and phones are asked for");
  }

  @Test
  void whatIsWrongWithACodeIsSaidOfTheOptionThatHasIt() {
    assertThat(
            misused(
                "",
                "citizen",
                "freeze",
                "--by",
                "HOTLINE",
                "--operator",
                "op1",
                "--reason",
                "r1",
                "--case",
                "two words"))
        .contains("--case: 1 to 64 letters, digits, - _ . / without eleven digits in a row");
    for (String wrong : List.of("o", "a/b", "a b", "12345678901")) {
      assertThat(misused("", "keys", "rotate", "--operator", wrong))
          .as("one sentence for whatever is wrong with it")
          .contains("--operator: 2 to 64 letters, digits, - _ . without eleven digits in a row");
    }
    assertThat(
            misused(
                "123\n",
                "citizen",
                "find",
                "--operator",
                "op1",
                "--reason",
                "caller",
                "--case",
                "1"))
        .as("a case's number of one digit is one")
        .contains("no document has such a number");
  }

  @Test
  void whereToReadOnIsTheHelpOfTheCommandThatWasGiven() {
    assertThat(misused("", "keys", "replace", "cookies", "--operator", "op1"))
        .contains("'idp keys replace --help' shows how.");
    assertThat(misused("", "keys", "rotate", "ES257", "--operator", "op1"))
        .contains("'idp keys rotate --help' shows how.");
    assertThat(misused("", "client", "apply", "none.yml", "--operator", "op1"))
        .contains("'idp client apply --help' shows how.");
    assertThat(misused("", "audit", "archive", "--to=x", "--keep-months=1", "--operator=op1"))
        .contains("'idp audit archive --help' shows how.");
  }

  @Test
  void aPhoneNumberThatIsNoneIsSaid() {
    assertThat(misused("12\n", find("--phone"))).contains("that is no phone number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client apply --operator op1",
        "citizen import --operator op1",
        "keys rewrap --operator op1",
        "audit verify --archives"
      })
  void aFileThatIsNotThereIsSaidBeforeAnythingIsOpened(String command) {
    assertThat(misused("", (command + " none.yml").split(" ")))
        .contains("none.yml is no file that this user can read")
        .doesNotContain("System:");
  }

  @Test
  void whatKeptSomethingFromWorkingIsSaidAndNotWhatWasBuiltOnIt() {
    var deep = new IllegalStateException("the disk is full");
    var chain =
        new BeanCreationException("commands", "no", new BeanCreationException("rows", "no", deep));

    assertThat(Explanation.of(chain)).isEqualTo("the disk is full");
    assertThat(Explanation.of(new UncheckedIOException(new NoSuchFileException("/a/b"))))
        .isEqualTo("/a/b: there is no such file");
    assertThat(Explanation.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    assertThat(Explanation.of(new BeanCreationException("a", "b", new PortInUseException(9000))))
        .contains("port 9000")
        .doesNotContain("BeanCreation");
  }

  @Test
  void yesMayBeShort() {
    assertThat(List.of("yes", "y", " Y ", "是")).allMatch(ClientCommand::isYes);
    assertThat(List.of("", "no", "yeah")).noneMatch(ClientCommand::isYes);
  }
}
