package cn.tongxing.idp.platform.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the words of a command lead to where a program looks. A server may have a view of the disk
 * of its own ({@code PrivateTmp}, a container's mounts): what it sees under a name need not be what
 * the operator named.
 */
final class SeenFiles {

  private static final String NONE = "";

  private SeenFiles() {}

  /**
   * For each word the device and inode of what it names, and of the folder that holds it, whether
   * it was meant as a file or not; of an option, what its value names.
   */
  static List<String> of(String folder, List<String> words) {
    return words.stream()
        .map(word -> word.startsWith("-") ? word.substring(word.indexOf('=') + 1) : word)
        .map(word -> of(folder, word))
        .toList();
  }

  private static String of(String folder, String word) {
    try {
      Path named = Path.of(folder).resolve(word).normalize();
      return key(named.getParent()) + key(named);
    } catch (InvalidPathException text) {
      return NONE;
    }
  }

  private static String key(@Nullable Path path) {
    if (path == null) {
      return NONE;
    }
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey() + " ";
    } catch (IOException notThere) {
      return NONE;
    }
  }
}
