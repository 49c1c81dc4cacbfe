package cn.tongxing.idp.platform.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How to run PostgreSQL, which refuses the user root: as root in a user namespace of its own, where
 * it looks like nobody, or, where the system forbids that, as the user nobody.
 */
enum Privileges {
  OWN_USER,
  USER_NAMESPACE("unshare", "-U"),
  NOBODY("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");

  private static final Duration LIMIT = Duration.ofSeconds(10);

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> prefix;

  Privileges(String... prefix) {
    this.prefix = List.of(prefix);
  }

  static Privileges forPostgres(Path log) throws IOException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return OWN_USER;
    }
    return Command.run(List.of("unshare", "-U", "true"), log, LIMIT) == 0 ? USER_NAMESPACE : NOBODY;
  }

  /**
   * Whether the user who will run PostgreSQL can get at a program, through all folders above it.
   */
  boolean reaches(Path program, Path log) throws IOException {
    return this != NOBODY
        || Command.run(wrap(List.of("test", "-x", program.toString())), log, LIMIT) == 0;
  }

  List<String> wrap(List<String> command) {
    var wrapped = new ArrayList<>(prefix);
    wrapped.addAll(command);
    return List.copyOf(wrapped);
  }

  /** Gives a folder and what is in it to the user who will run PostgreSQL. */
  void handOver(Path folder) throws IOException {
    if (this != NOBODY) {
      return;
    }
    var nobody =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            Files.setOwner(path, nobody);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            Files.setOwner(path, nobody);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
