package cn.tongxing.simulator;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Secrets made at the first start and found again at the next; nothing is built in. */
final class SimulatorSecrets {

  private final Properties values = new Properties();
  private final Optional<Path> file;

  private SimulatorSecrets(Optional<Path> file) {
    this.file = file;
  }

  /** Reads what an earlier start kept. */
  static SimulatorSecrets open(Optional<Path> folder) throws IOException {
    SimulatorSecrets secrets =
        new SimulatorSecrets(folder.map(path -> path.resolve("simulator-secrets.properties")));
    if (secrets.file.isPresent() && Files.exists(secrets.file.get())) {
      try (Reader reader = Files.newBufferedReader(secrets.file.get())) {
        secrets.values.load(reader);
      }
    }
    return secrets;
  }

  /** The secret of a name, made now if there is none. */
  String get(String name, Supplier<String> fresh) {
    return (String) values.computeIfAbsent(name, key -> fresh.get());
  }

  /** Keeps all for the next start. */
  void save() throws IOException {
    Map<String, String> sorted = new TreeMap<>();
    values.forEach((name, value) -> sorted.put((String) name, (String) value));
    if (file.isPresent()) {
      writeOwnerOnly(file.get(), sorted);
    }
  }

  /** Writes a properties file that only its owner can read. */
  static void writeOwnerOnly(Path file, Map<String, String> content) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    try (Writer writer = Files.newBufferedWriter(fresh)) {
      writer.write(
          "# Written by the upstream simulator at each start. Holds secrets of the demo.\n");
      for (Map.Entry<String, String> entry : content.entrySet()) {
        writer.write(entry.getKey() + "=" + entry.getValue() + "\n");
      }
    }
    Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
