package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.tongxing.idp.platform.command.Wire.Frame;
import cn.tongxing.idp.platform.command.Wire.Kind;
import cn.tongxing.idp.platform.command.Wire.Order;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.testing.Clause;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;

/** A command is carried out by the server that runs, and as if it were not. */
@Clause("issue 6 item 10: a command talks to the running server")
class CommandSocketTest {

  private static final List<String> FIND =
      List.of("citizen", "find", "--operator", "op1", "--reason", "caller", "--case", "c1");

  private static final RunningServer SERVER = RunningServer.shared();

  private static final String OWN = Build.running().orElseThrow();

  private final Path socket =
      Objects.requireNonNull(SERVER.bean(CommandSocketSettings.class).socket());

  @TempDir private Path folder;

  /** What a command left on the streams of the process that it was given to. */
  private record Said(OptionalInt exit, String out, String err) {}

  private static Said given(Path socket, String typed, List<String> words) {
    InputStream in = System.in;
    PrintStream out = System.out;
    PrintStream err = System.err;
    var said = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      OptionalInt exit = new ServingProcess(socket).run(words);
      return new Said(
          exit, said.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setIn(in);
      System.setOut(out);
      System.setErr(err);
    }
  }

  private Said given(String typed, List<String> words) {
    return given(socket, typed, words);
  }

  private SocketChannel connected() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  private static Order order(String build, List<String> words) {
    return Order.seenHere(build, "/", false, words);
  }

  @Test
  void theRunningServerCarriesItOutAndSaysWhichItIs() {
    String name = "hall " + UUID.randomUUID();

    Said said = given("", List.of("kiosk", "add", name, "--operator", "op-kiosk"));

    assertThat(said.exit()).hasValue(0);
    assertThat(said.out()).contains("Added: ", SERVER.issuer() + "/kiosk/key/");
    assertThat(said.err()).startsWith("System: ").contains(", issuer " + SERVER.issuer());
    assertThat(SERVER.bean(Kiosks.class).registered())
        .filteredOn(each -> each.name().equals(name))
        .hasSize(1);
  }

  @Test
  void questionsAreAskedWhereItWasTyped() {
    Said said = given("110101199003070011\n", FIND);

    assertThat(said.exit()).hasValue(1);
    assertThat(said.out()).contains("Nobody");
    assertThat(given("123\n", FIND).exit()).hasValue(2);
  }

  @Test
  void wrongUsageAndFilesThatAreNotThereAreSaidAsEver() {
    Said said = given("", List.of("client", "apply", "none.yml", "--operator", "op1"));

    assertThat(said.exit()).hasValue(2);
    assertThat(said.err())
        .contains(Path.of("none.yml").toAbsolutePath() + " is no file that this user can read");
    assertThat(given("", List.of("kiosk", "list", "--no")).exit()).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"citizen import a.csv", "audit verify", "audit archive x", "keys reseal"})
  void longWorkIsDoneInAProcessOfItsOwn(String words) {
    assertThat(given("", List.of(words.split(" "))).exit()).isEmpty();
  }

  @Test
  void aProgramOfAnotherBuildIsNotServed() throws IOException {
    try (var caller = connected()) {
      Wire wire = new Wire(caller);
      wire.order(order(OWN + " of yesterday", List.of("kiosk", "list")));

      assertThat(wire.frame()).isEqualTo(new Frame(Kind.ELSEWHERE, ""));
    }
  }

  /** As with a server that has a /tmp of its own. */
  @Test
  void aProgramThatSeesOtherFilesThanTheServerIsNotServed() throws IOException {
    Path file = Files.writeString(folder.resolve("clients.yml"), "clients: []\n");
    Path copy = Files.writeString(folder.resolve("copy.yml"), "clients: []\n");
    var words = List.of("client", "apply", "--dry-run", "--operator=op1", "clients.yml");
    var seen = SeenFiles.of(folder.toString(), words);

    for (var other :
        List.of(
            SeenFiles.of(
                folder.toString(),
                List.of("client", "apply", "--dry-run", "--operator=op1", "copy.yml")),
            SeenFiles.of(
                folder.toString(),
                List.of("client", "apply", "--dry-run", "--operator=op1", "none.yml")),
            SeenFiles.of("/", words),
            List.<String>of())) {
      assertThat(answer(new Order(OWN, folder.toString(), false, words, other)))
          .isEqualTo(Kind.ELSEWHERE);
    }
    assertThat(answer(new Order(OWN, folder.toString(), false, words, seen))).isEqualTo(Kind.TAKEN);
    assertThat(SeenFiles.of("/", List.of("--witnesses=" + file)))
        .isEqualTo(SeenFiles.of("/", List.of(file.toString())))
        .isNotEqualTo(SeenFiles.of("/", List.of(copy.toString())));
    assertThat(SeenFiles.of("/", List.of("a\0b"))).containsExactly("");
  }

  private Kind answer(Order order) throws IOException {
    try (var caller = connected()) {
      Wire wire = new Wire(caller);
      wire.order(order);
      return wire.frame().kind();
    }
  }

  @Test
  void whoeverGoesAwayAtAQuestionHasSaidNothing() throws IOException {
    try (var caller = connected()) {
      Wire wire = new Wire(caller);
      wire.order(order(OWN, FIND));
      assertThat(wire.frame().kind()).isEqualTo(Kind.TAKEN);
      assertThat(wire.frame().kind()).isEqualTo(Kind.ASK);
    }
    assertThat(given("110101199003070011\n", FIND).exit()).hasValue(1);
  }

  @Test
  void fourAreServedAtOnceAndTheFifthServesItself() throws IOException {
    var waiting = new ArrayList<SocketChannel>();
    try {
      for (int i = 0; i < 4; i++) {
        // what the test before left behind may take a moment to end
        await().atMost(Duration.ofSeconds(30)).until(() -> isTaken(waiting));
      }
      assertThat(given("", List.of("kiosk", "list")).exit()).isEmpty();
    } finally {
      for (var caller : waiting) {
        Wire wire = new Wire(caller);
        wire.frame();
        wire.line("123");
        while (wire.frame().kind() != Kind.EXIT) {
          assertThat(caller.isOpen()).isTrue();
        }
        caller.close();
      }
    }
    assertThat(given("", List.of("kiosk", "list")).exit()).hasValue(0);
  }

  private boolean isTaken(List<SocketChannel> waiting) throws IOException {
    var caller = connected();
    Wire wire = new Wire(caller);
    wire.order(order(OWN, FIND));
    if (wire.frame().kind() == Kind.TAKEN) {
      return waiting.add(caller);
    }
    caller.close();
    return false;
  }

  @Test
  void whatIsNoCommandIsClosedAndTheNextOneServed() throws IOException {
    try (var caller = connected()) {
      caller.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
      assertThat(isEnded(caller)).isTrue();
    }
    assertThat(given("", List.of("kiosk", "list")).exit()).hasValue(0);
  }

  private static boolean isEnded(SocketChannel caller) throws IOException {
    try {
      return caller.read(ByteBuffer.allocate(10)) == -1;
    } catch (SocketException reset) { // with what was sent unread
      return true;
    }
  }

  @Test
  @Clause("checklist: what the machine's other users may do")
  void theSocketIsItsUsersAlone() throws IOException {
    assertThat(Files.getPosixFilePermissions(socket))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void whereNobodyListensTheCommandServesItself() {
    assertThat(given(folder.resolve("none"), "", List.of("kiosk", "list")).exit()).isEmpty();
    assertThat(given(folder.resolve("n".repeat(200)), "", List.of("kiosk", "list")).exit())
        .isEmpty();
  }

  @Test
  void whatAKilledServerLeftIsReplacedAndALivingOneIsNot() throws IOException {
    Path here = folder.resolve("s");
    try (var killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(here));
    }
    assertThat(here).exists();
    try (var nothing = new GenericApplicationContext()) {
      var first = new CommandSocket(here, nothing);
      var second = new CommandSocket(here, nothing);
      first.start();
      second.start();

      assertThat(first.isRunning()).isTrue();
      assertThat(second.isRunning()).isFalse();
      second.stop();
      assertThat(here).exists();
      first.stop();
      assertThat(here).doesNotExist();
    }
  }

  @Test
  void aServerThatStopsLeavesTheSocketOfTheNextOne() throws IOException {
    Path here = folder.resolve("s");
    try (var nothing = new GenericApplicationContext()) {
      var first = new CommandSocket(here, nothing);
      var next = new CommandSocket(here, nothing);
      first.start();
      Files.delete(here); // by an operator who tidies
      next.start();
      assertThat(next.isRunning()).isTrue();

      first.stop();

      assertThat(here).exists();
      SocketChannel.open(UnixDomainSocketAddress.of(here)).close();
      next.stop();
      assertThat(here).doesNotExist();
    }
  }

  @Test
  void whatIsNoSocketIsNotReplaced() throws IOException {
    Path key = Files.writeString(folder.resolve("key-encryption-key"), "kept");
    try (var nothing = new GenericApplicationContext()) {
      var wrong = new CommandSocket(key, nothing);
      wrong.start();

      assertThat(wrong.isRunning()).isFalse();
      wrong.stop();
      assertThat(key).hasContent("kept");
    }
  }

  @Test
  void aBuildIsItsClassesWhereverTheyLie() throws IOException {
    Path built = jar("built.jar", "BOOT-INF/classes/", "one");
    Path extracted = jar("extracted.jar", "", "one");
    Path next = jar("next.jar", "", "two");

    String build = Build.of(URI.create("jar:nested:" + built + "/!BOOT-INF/classes/!/"));

    assertThat(Build.of(extracted.toUri())).isEqualTo(build);
    assertThat(Build.of(next.toUri())).isNotEqualTo(build);
    assertThatThrownBy(() -> Build.of(folder.resolve("none.jar").toUri()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void whatKeepsOneCommandFromBeingTakenDoesNotEndIt() {
    var answers =
        new ArrayDeque<IOException>(
            List.of(
                new IOException("Too many open files"),
                new IOException("Too many open files"),
                new ClosedChannelException()));
    try (var nothing = new GenericApplicationContext()) {
      new CommandSocket(null, nothing)
          .listen(
              () -> {
                throw answers.pop();
              },
              Duration.ofMillis(1));
    }
    assertThat(answers).isEmpty();
  }

  private Path jar(String name, String under, String content) throws IOException {
    Path jar = folder.resolve(name);
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry(under + "cn/tongxing/idp/A.class"));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("META-INF/" + name));
    }
    return jar;
  }

  @Test
  void aPathThatIsTooLongKeepsNoServerFromStarting() {
    try (var nothing = new GenericApplicationContext()) {
      var deep = new CommandSocket(folder.resolve("d".repeat(120)), nothing);
      deep.start();
      assertThat(deep.isRunning()).isFalse();
      var none = new CommandSocket(null, nothing);
      none.start();
      assertThat(none.isRunning()).isFalse();
    }
  }
}
