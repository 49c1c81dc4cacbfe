package cn.tongxing.idp.platform.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * {@code ./idp test}: installs what the tests need and runs them by Maven. The script runs this
 * class from its source, before anything is built: it uses the JDK alone and, of ours, {@link
 * Mutations}.
 */
final class RunTests {

  private static final String GROUPS = "-Dtest.excludedGroups=";
  private static final String NAMED = "-Dtest=";
  private static final String NONE_NAMED = "-Dsurefire.failIfNoSpecifiedTests";
  private static final Pattern NODE = Pattern.compile("v(\\d+).*", Pattern.DOTALL);
  private static final Pattern LACKING =
      Pattern.compile(
          "offline mode|has not been downloaded from it before|PluginResolutionException"
              + "|DependencyResolutionException");

  /** A program that is asked about itself answers by then. */
  private static final Duration ANSWER = Duration.ofMinutes(1);

  /** Packages on a slow line. */
  private static final Duration INSTALLATION = Duration.ofMinutes(30);

  /** All tests on a slow machine, libraries still to be fetched; each test has a limit besides. */
  private static final Duration RUN = Duration.ofHours(4);

  private static final Duration AFTER_ITS_END = Duration.ofSeconds(10);

  /** As Surefire heads them, and Maven PIT's work. */
  private static final Pattern TESTS_BEGIN = Pattern.compile("T E S T S|--- pitest:");

  private static final String MUTATE = "--mutate";
  private static final String CHANGED = "--changed";

  private final Path root;
  private final Path built;
  private final Map<String, String> environment;

  RunTests(Path root, Path built, Map<String, String> environment) {
    this.root = root;
    this.built = built;
    this.environment = environment;
  }

  /** Words: the checkout, the folder of what is built, then what Maven is told besides. */
  public static void main(String[] words) throws IOException, InterruptedException {
    var tests = new RunTests(Path.of(words[0]), Path.of(words[1]), System.getenv());
    try {
      System.exit(tests.run(List.of(words).subList(2, words.length)));
    } catch (CannotRun why) {
      System.err.println("./idp: " + why.getMessage());
      System.exit(1);
    }
  }

  private int run(List<String> given) throws IOException, InterruptedException {
    if (given.contains(MUTATE) || given.contains(CHANGED)) {
      return maven(mutationGoals(given));
    }
    // the tests of every module run even when those of an earlier one fail
    var goals = new ArrayList<>(List.of("--batch-mode", "--fail-at-end"));
    // whoever chooses the groups needs no browser unless they say so
    if (given.stream().noneMatch(word -> word.startsWith(GROUPS))) {
      installBrowser();
      goals.add(GROUPS);
      if (!hasNode()) {
        goals.add("-Pbundled-node");
      }
    }
    goals.addAll(narrowed(given));
    goals.add("verify");
    FileTime begun = FileTime.from(Instant.now());
    int exit = maven(goals);
    if (exit == 0 && !named(given).isEmpty() && !hasRun(begun)) {
      throw new CannotRun("no module has a test of that name: " + String.join(" ", named(given)));
    }
    return exit;
  }

  private static List<String> named(List<String> given) {
    return given.stream().filter(word -> word.startsWith(NAMED)).toList();
  }

  /** Whether any module has written down a test since then. */
  private boolean hasRun(FileTime begun) throws IOException {
    for (Path project : projects()) {
      Path reports = project.resolveSibling("target").resolve("surefire-reports");
      if (!Files.isDirectory(reports)) {
        continue;
      }
      try (var files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
        for (Path file : files) {
          if (Files.getLastModifiedTime(file).compareTo(begun) >= 0) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** One test is in one module, and the others have none of that name. */
  static List<String> narrowed(List<String> given) {
    var words = new ArrayList<>(given);
    if (!named(given).isEmpty() && given.stream().noneMatch(word -> word.startsWith(NONE_NAMED))) {
      words.add(NONE_NAMED + "=false");
    }
    return words;
  }

  /** The words about mutants in Maven's; the others as they are. */
  List<String> mutationGoals(List<String> given) throws IOException, InterruptedException {
    String kind = given.contains(MUTATE) ? MUTATE : CHANGED;
    var others = new ArrayList<>(given);
    int at = others.indexOf(kind);
    others.remove(at);
    String named = at < others.size() && !others.get(at).startsWith("-") ? others.remove(at) : "";
    var mutations =
        kind.equals(MUTATE)
            ? Mutations.ofRooms(root, named)
            : Mutations.ofFiles(root, changedSince(named.isEmpty() ? "main" : named));
    if (mutations.classes().isEmpty()) {
      throw new CannotRun("no class differs from the commit");
    }
    var goals = new ArrayList<>(List.of("--batch-mode"));
    goals.addAll(mutations.goals());
    goals.addAll(others);
    return goals;
  }

  /** Files that differ from where this work left the commit's line, new ones included. */
  private List<String> changedSince(String commit) throws IOException, InterruptedException {
    String base = said("git", "merge-base", commit, "HEAD").strip();
    if (base.isEmpty()) {
      throw new CannotRun("git knows no commit " + commit);
    }
    return Stream.of(
            said("git", "diff", "--name-only", "--no-renames", "--diff-filter=d", base),
            said("git", "ls-files", "--others", "--exclude-standard"))
        .flatMap(String::lines)
        .toList();
  }

  /**
   * Once everything has been fetched, the network is not needed; before, an attempt without it
   * would only print what is missing.
   */
  private int maven(List<String> goals) throws IOException, InterruptedException {
    Path fetched = built.resolve("fetched-" + sumOfProjects());
    if (!Files.exists(fetched)) {
      return online(goals, fetched);
    }
    Path log = built.resolve("test.log");
    int offline = offline(goals, log);
    if (offline == 0 || !isLacking(log)) {
      return offline;
    }
    Files.delete(fetched);
    System.out.println("下载依赖后重新运行 · running again with the network, since libraries were missing");
    return online(goals, fetched);
  }

  private int online(List<String> goals, Path fetched) throws IOException, InterruptedException {
    int exit = Running.of(process(command("mvn", goals)).inheritIO(), RUN).exit();
    if (exit == 0) {
      Files.writeString(fetched, "");
    }
    return exit;
  }

  /**
   * What it prints before the first tests begin is held back: a run that only finds out what is
   * missing ends before, and nobody has to read it.
   */
  private int offline(List<String> goals, Path log) throws IOException, InterruptedException {
    var command = command("mvn", goals);
    command.add(1, "-o");
    var maven = Running.of(process(command).redirectErrorStream(true), RUN);
    maven.process().getOutputStream().close();
    boolean begun = false;
    try (var lines = maven.process().inputReader();
        var kept = new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        kept.println(line);
        if (begun) {
          System.out.println(line);
        } else if (TESTS_BEGIN.matcher(line).find()) {
          begun = true;
          show(log);
        }
      }
    }
    int exit = maven.exit();
    if (!begun && !(exit != 0 && isLacking(log))) {
      show(log);
    }
    return exit;
  }

  private static void show(Path log) throws IOException {
    Files.copy(log, System.out);
    System.out.flush();
  }

  private static boolean isLacking(Path log) throws IOException {
    return LACKING.matcher(Files.readString(log)).find();
  }

  private void installBrowser() throws IOException, InterruptedException {
    var packages = new ArrayList<String>();
    if (Stream.of("chromium", "chromium-browser", "google-chrome").noneMatch(this::onPath)) {
      packages.add("chromium");
    }
    if (!onPath("fc-list") || said("fc-list", ":lang=zh-cn", "family").isBlank()) {
      packages.add("fonts-noto-cjk");
    }
    if (packages.isEmpty()) {
      return;
    }
    String names = String.join(" ", packages);
    if (!said("id", "-u").strip().equals("0") || !onPath("apt-get")) {
      throw new CannotRun(
          """
          browser tests need: %s
            Debian: sudo apt-get install --no-install-recommends %s
            To run the other tests alone: ./idp test %sbrowser\
          """
              .formatted(names, names, GROUPS));
    }
    System.out.println("installing for the browser tests: " + names);
    packages.addAll(0, List.of("install", "-q", "-y", "--no-install-recommends", "fontconfig"));
    if (aptGet(List.of("update", "-q")) != 0 || aptGet(packages) != 0) {
      throw new CannotRun("apt-get could not install " + names);
    }
  }

  private int aptGet(List<String> words) throws IOException, InterruptedException {
    var builder = process(command("apt-get", words)).inheritIO();
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    return Running.of(builder, INSTALLATION).exit();
  }

  /** Playwright drives the browser with Node.js 20 or later; Debian 12 has 18. */
  private boolean hasNode() throws IOException, InterruptedException {
    String node = environment.getOrDefault("PLAYWRIGHT_NODEJS_PATH", "node");
    if (!Files.isExecutable(Path.of(node)) && !onPath(node)) {
      return false;
    }
    var version = NODE.matcher(said(node, "--version"));
    return version.matches() && Integer.parseInt(version.group(1)) >= 20;
  }

  private boolean onPath(String program) {
    return Stream.of(environment.getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private String said(String... command) throws IOException, InterruptedException {
    var asked =
        Running.of(
            process(List.of(command)).redirectError(ProcessBuilder.Redirect.DISCARD), ANSWER);
    asked.process().getOutputStream().close();
    var output =
        new String(asked.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asked.exit();
    return output;
  }

  private String sumOfProjects() throws IOException {
    var sum = new CRC32();
    for (Path file : projects()) {
      sum.update(Files.readAllBytes(file));
    }
    return Long.toHexString(sum.getValue());
  }

  private List<Path> projects() throws IOException {
    try (var files = Files.find(root, 3, (path, _) -> path.endsWith("pom.xml"))) {
      return files.sorted().toList();
    }
  }

  private ProcessBuilder process(List<String> command) {
    return new ProcessBuilder(command).directory(root.toFile());
  }

  private static List<String> command(String first, List<String> rest) {
    var all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }

  /**
   * A program under way. One that takes longer than it may is ended with all that it began, so that
   * whoever reads what it prints comes to an end, too.
   */
  record Running(
      Process process, List<String> command, Duration most, CompletableFuture<Boolean> inTime) {

    static Running of(ProcessBuilder builder, Duration most) throws IOException {
      Process process = builder.start();
      var inTime =
          process
              .onExit()
              .thenApply(_ -> true)
              .completeOnTimeout(false, most.toMillis(), TimeUnit.MILLISECONDS);
      var _ = inTime.thenAccept(done -> end(process, done));
      return new Running(process, builder.command(), most, inTime);
    }

    private static void end(Process process, boolean done) {
      if (!done) {
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
            .toList()
            .forEach(ProcessHandle::destroyForcibly);
      }
    }

    int exit() throws InterruptedException {
      boolean ended = process.waitFor(most.plus(AFTER_ITS_END));
      if (!ended || !inTime.getNow(true)) {
        throw new CannotRun(
            "not done within %s, and ended: %s".formatted(most, String.join(" ", command)));
      }
      return process.exitValue();
    }
  }

  /** What this machine cannot do, and cannot be helped with; worded for people. */
  static final class CannotRun extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotRun(String why) {
      super(why, null, false, false);
    }
  }
}
