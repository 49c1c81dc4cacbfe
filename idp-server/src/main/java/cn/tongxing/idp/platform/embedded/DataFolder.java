package cn.tongxing.idp.platform.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * The locked data folder. Ports and passwords are chosen once and kept in files, so that they are
 * the same after a restart.
 */
final class DataFolder implements AutoCloseable {

  private static final int PASSWORD_BYTES = 32;
  private static final Set<PosixFilePermission> OWN_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWN_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Creates and locks the folder.
   *
   * @throws FailureAnalyzedException when a running server holds it
   */
  static DataFolder open(Path folder) throws IOException {
    var root = Files.createDirectories(folder).toRealPath();
    var channel =
        FileChannel.open(
            root.resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    var lock = tryLock(channel);
    if (lock.isEmpty()) {
      var owner = Files.readString(root.resolve("lock"), StandardCharsets.US_ASCII).strip();
      channel.close();
      throw new FailureAnalyzedException(
          "The data folder " + root + " is in use by a running server (process " + owner + ").",
          "Stop that server first, or choose another folder with idp.data-folder.");
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap(
            (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
    return new DataFolder(root, channel, lock.get());
  }

  /** Whether a running server holds the folder at this moment. */
  static boolean isInUse(Path folder) throws IOException {
    var file = folder.resolve("lock");
    if (!Files.exists(file)) {
      return false;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var lock = tryLock(channel);
      if (lock.isPresent()) {
        lock.get().release();
      }
      return lock.isEmpty();
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException heldByThisProcess) {
      return Optional.empty();
    }
  }

  Path path(String relative) {
    return root.resolve(relative);
  }

  Path directory(String relative) throws IOException {
    return Files.createDirectories(root.resolve(relative));
  }

  /** A folder for the server's user alone, with all that is in it. */
  Path privateDirectory(String relative) throws IOException {
    var folder = directory(relative);
    try (var inside = Files.walk(folder)) {
      for (var path : (Iterable<Path>) inside::iterator) {
        Files.setPosixFilePermissions(path, Files.isDirectory(path) ? OWN_FOLDER : OWN_FILE);
      }
    }
    return folder;
  }

  /** A log in {@code logs/}, for the server's user alone. */
  Path log(String name) throws IOException {
    var file = privateDirectory("logs").resolve(name);
    if (!Files.exists(file)) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWN_FILE));
    }
    return file;
  }

  /** The kept port if nothing else listens there now, otherwise a new free one. */
  int port(String service) throws IOException {
    var file = path(service + ".port");
    if (Files.exists(file)) {
      int kept = Integer.parseInt(Files.readString(file).strip());
      if (isFree(kept)) {
        return kept;
      }
    }
    return newPort(service);
  }

  int newPort(String service) throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = probe.getLocalPort();
      write(path(service + ".port"), port + "\n", "rw-r--r--");
      return port;
    }
  }

  private static boolean isFree(int port) {
    try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /** 256 random bits in hexadecimal, made at the first call and readable by the owner alone. */
  String password(String service) throws IOException {
    var file = path(service + ".password");
    if (!Files.exists(file)) {
      var bytes = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(bytes);
      write(file, HexFormat.of().formatHex(bytes) + "\n", "rw-------");
    }
    return Files.readString(file).strip();
  }

  /** Writes beside the target and renames, so that a reader never sees half a file. */
  static void write(Path file, String content, String permissions) throws IOException {
    var beside = file.resolveSibling(file.getFileName() + ".partial");
    Files.deleteIfExists(beside);
    Files.createFile(
        beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    Files.writeString(beside, content);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The addresses as the files of a folder tell them; only meaningful while a server runs. */
  static ServiceAddresses addressesIn(Path folder) throws IOException {
    return addresses(
        Integer.parseInt(Files.readString(folder.resolve("postgres.port")).strip()),
        Files.readString(folder.resolve("postgres.password")).strip(),
        Integer.parseInt(Files.readString(folder.resolve("redis.port")).strip()),
        Files.readString(folder.resolve("redis.password")).strip());
  }

  static ServiceAddresses addresses(
      int postgresPort, String postgresPassword, int redisPort, String redisPassword) {
    return new ServiceAddresses(
        "jdbc:postgresql://127.0.0.1:" + postgresPort + "/" + EmbeddedPostgres.DATABASE,
        EmbeddedPostgres.USER,
        postgresPassword,
        "redis://:" + redisPassword + "@127.0.0.1:" + redisPort);
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
