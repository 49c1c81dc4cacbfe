package cn.tongxing.idp.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds checkpoints in what was kept outside the database: the server's log or witness files. */
public final class Witnesses {

  /** As the log and the witness files have it, whatever stands before it on the line. */
  private static final Pattern LINE =
      Pattern.compile("audit checkpoint \\d+ ([\\w-]+\\.[\\w-]+\\.[\\w-]+)");

  private static final Pattern ALONE = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

  private Witnesses() {}

  /** The line that tells of a checkpoint. */
  public static String line(long position, String jws) {
    return "audit checkpoint " + position + " " + jws;
  }

  /** The checkpoint on a line, if there is one. */
  public static Optional<String> on(String line) {
    Matcher told = LINE.matcher(line);
    if (told.find()) {
      return Optional.of(told.group(1));
    }
    return ALONE.matcher(line.strip()).matches() ? Optional.of(line.strip()) : Optional.empty();
  }

  /** All checkpoints in a file, or in the files of a folder. */
  public static List<String> in(Path place) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files(place)) {
      // a log may hold anything; what is looked for is ASCII
      try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
        lines.flatMap(line -> on(line).stream()).forEach(found::add);
      }
    }
    return found;
  }

  private static List<Path> files(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
