package cn.tongxing.idp.platform.command;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Which build this process runs, by the content of its own classes: the same for the jar that is
 * built and for that jar extracted, wherever they lie.
 */
final class Build {

  private static final String NESTED = "BOOT-INF/classes/";
  private static final String OWN = "cn/tongxing/idp/";

  private Build() {}

  /**
   * Read from the file that the classes come from: to be asked when a process starts, since a file
   * may be replaced while it runs. Empty if the file cannot be read.
   */
  static Optional<String> running() {
    try {
      return Optional.of(
          of(Build.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (IOException | URISyntaxException | IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  /** By the place of the classes, as a class loader names it. */
  static String of(URI place) throws IOException {
    Path file = file(place);
    return Files.isDirectory(file) ? "classes in " + file.toRealPath() : content(file);
  }

  /** {@code file:/a.jar}, or {@code jar:nested:/a.jar/!BOOT-INF/classes/!/}. */
  private static Path file(URI place) {
    return place.getScheme().equals("file")
        ? Path.of(place)
        : Path.of(
            place
                .getSchemeSpecificPart()
                .replaceFirst("^(nested|file):", "")
                .replaceFirst("/?!.*", ""));
  }

  private static String content(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      String all =
          zip.stream()
              .filter(entry -> bare(entry).startsWith(OWN))
              .map(entry -> bare(entry) + " " + entry.getSize() + " " + entry.getCrc())
              .sorted()
              .collect(Collectors.joining("\n"));
      if (all.isEmpty()) {
        throw new IOException(jar + " holds no class of ours");
      }
      CRC32 sum = new CRC32();
      sum.update(all.getBytes(StandardCharsets.UTF_8));
      return all.length() + "-" + Long.toHexString(sum.getValue());
    }
  }

  private static String bare(ZipEntry entry) {
    String name = entry.getName();
    return name.startsWith(NESTED) ? name.substring(NESTED.length()) : name;
  }
}
