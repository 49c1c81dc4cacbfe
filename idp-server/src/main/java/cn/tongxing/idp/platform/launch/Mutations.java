package cn.tongxing.idp.platform.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Mutation testing (PIT) in Maven's words: which classes, by which tests. {@code ./idp test
 * --mutate ROOM} names packages of the server or other modules, {@code ./idp test --changed} the
 * classes that differ from a commit.
 *
 * @param modules folders of the modules, from the checkout's
 * @param classes whose mutants are tried; PIT's patterns
 * @param tests that must notice them; the same
 */
record Mutations(Set<String> modules, Set<String> classes, Set<String> tests) {

  private static final String SERVER = "idp-server";
  private static final String SOURCES = "src/main/java";
  private static final String ROOMS = "cn.tongxing.idp";

  /** Rooms that show themselves in another's tests. */
  private static final Map<String, String> SHOWN_BY = Map.of("proofing", "login");

  private static final Pattern CLASS_FILE =
      Pattern.compile("(.+)/src/main/java/(.+)/(\\w+)\\.java");

  /** Of rooms of the server and of modules, divided by commas; {@code login/limits} is one, too. */
  static Mutations ofRooms(Path root, String names) throws IOException {
    var found = new Mutations(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    for (String name : names.split(",", -1)) {
      found.addRoom(root, name.replace('.', '/'));
    }
    return found;
  }

  /**
   * Of files, by their paths from the checkout's folder; those that are no classes are left out.
   */
  static Mutations ofFiles(Path root, Collection<String> files) throws IOException {
    var found = new Mutations(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    for (String file : files) {
      var parts = CLASS_FILE.matcher(file);
      if (parts.matches()) {
        found.addClass(root, parts.group(1), parts.group(2).replace('/', '.'), parts.group(3));
      }
    }
    return found;
  }

  List<String> goals() {
    return List.of(
        "-Pmutation",
        "-Dquick",
        "-pl",
        String.join(",", modules),
        "-am",
        "-Dmutate.classes=" + String.join(",", classes),
        "-Dmutate.tests=" + String.join(",", tests),
        "test");
  }

  private void addRoom(Path root, String name) throws IOException {
    Path rooms = root.resolve(SERVER, SOURCES, ROOMS.replace('.', '/'));
    if (name.matches("\\w[\\w/]*") && Files.isDirectory(rooms.resolve(name))) {
      modules.add(SERVER);
      classes.add(ROOMS + "." + name.replace('/', '.') + ".*");
      addTestsOfRoom(name.replaceFirst("/.*", ""));
      return;
    }
    String module =
        Stream.of(name, "auth-adapters/" + name, "sdk-java/" + name)
            .filter(folder -> !name.isEmpty() && Files.isDirectory(root.resolve(folder, SOURCES)))
            .findFirst()
            .orElseThrow(() -> new RunTests.CannotRun("there is no room or module " + name));
    modules.add(module);
    classes.add(packageOf(root.resolve(module)) + ".*");
    tests.add(packageOf(root.resolve(module)) + ".*");
  }

  private void addClass(Path root, String module, String inPackage, String name)
      throws IOException {
    modules.add(module);
    classes.addAll(List.of(inPackage + "." + name, inPackage + "." + name + "$*"));
    if (module.equals(SERVER) && inPackage.startsWith(ROOMS + ".")) {
      addTestsOfRoom(inPackage.substring(ROOMS.length() + 1).replaceFirst("\\..*", ""));
    } else {
      tests.add(packageOf(root.resolve(module)) + ".*");
    }
  }

  private void addTestsOfRoom(String room) {
    tests.add(ROOMS + "." + room + ".*");
    Optional.ofNullable(SHOWN_BY.get(room))
        .ifPresent(other -> tests.add(ROOMS + "." + other + ".*"));
  }

  /** The package that holds all others of a module. */
  private static String packageOf(Path module) throws IOException {
    Path sources = module.resolve(SOURCES);
    Path at = sources;
    for (List<Path> inside = inside(at);
        inside.size() == 1 && Files.isDirectory(inside.getFirst());
        inside = inside(at)) {
      at = inside.getFirst();
    }
    return sources.relativize(at).toString().replace('/', '.');
  }

  private static List<Path> inside(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return new ArrayList<>(all.toList());
    }
  }
}
