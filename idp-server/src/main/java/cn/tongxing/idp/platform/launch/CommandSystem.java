package cn.tongxing.idp.platform.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which system an administrative command of {@code ./idp} works on: the demonstration in the folder
 * that {@code --data} names, else the one that the environment names, else the demonstration in its
 * usual folder.
 *
 * @param words the command without {@code --data}
 * @param properties system properties to be set before the server's settings are read
 * @param socket where its server takes commands, if it runs
 */
record CommandSystem(List<String> words, Map<String, String> properties, Optional<Path> socket) {

  /** As {@code idp.commands.socket} is named in the environment. */
  static final String SOCKET = "IDP_COMMANDS_SOCKET";

  /** System property by which the script names the demonstration's usual folder. */
  static final String USUAL = "tongxing.demo-folder";

  private static final Set<String> NAMING =
      Set.of("SPRING_PROFILES_ACTIVE", "SPRING_DATASOURCE_URL", "IDP_DATAFOLDER");

  CommandSystem {
    words = List.copyOf(words);
    properties = Map.copyOf(properties);
  }

  /**
   * Chooses.
   *
   * @param usual the demonstration's usual folder; null if the script was not used
   * @throws IllegalArgumentException if there is no demonstration in the folder, worded for people:
   *     a command begins no system
   */
  static CommandSystem of(
      List<String> given, @Nullable String usual, Map<String, String> environment) {
    if (usual == null) {
      return theirs(given, environment);
    }
    var words = new ArrayList<>(given);
    int at = words.indexOf("--data");
    if (at >= 0) {
      words.remove(at);
      return demonstration(words, named(words, at));
    }
    boolean elsewhere =
        NAMING.stream().anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
    return elsewhere ? theirs(words, environment) : demonstration(words, usual(usual));
  }

  private static CommandSystem theirs(List<String> words, Map<String, String> environment) {
    Optional<Path> socket =
        Optional.ofNullable(environment.get(SOCKET)).filter(path -> !path.isBlank()).map(Path::of);
    return new CommandSystem(words, Map.of(), socket);
  }

  private static Path named(List<String> words, int at) {
    Path folder = at < words.size() ? Path.of(words.remove(at)) : Path.of("");
    if (!hasRun(folder)) {
      throw new IllegalArgumentException(
          "--data takes the folder of a demonstration that has run before");
    }
    return folder.toAbsolutePath().normalize();
  }

  private static Path usual(String usual) {
    Path folder = Path.of(usual);
    if (!hasRun(folder)) {
      throw new IllegalArgumentException(
          "no demonstration has run in "
              + folder
              + ", and no other system is named: --data FOLDER names a demonstration that runs"
              + " elsewhere, IDP_DATAFOLDER or SPRING_DATASOURCE_URL a system of your own");
    }
    return folder;
  }

  private static boolean hasRun(Path folder) {
    return Files.isDirectory(folder.resolve("postgres"));
  }

  private static CommandSystem demonstration(List<String> words, Path folder) {
    return new CommandSystem(
        words,
        Map.of("spring.profiles.active", "demo", "idp.data-folder", folder.toString()),
        Optional.of(folder.resolve("command.socket")));
  }
}
