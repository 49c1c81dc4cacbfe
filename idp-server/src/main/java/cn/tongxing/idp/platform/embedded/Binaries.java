package cn.tongxing.idp.platform.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * The unpacked programs. Each version has its own folder, named by the checksum of what was
 * unpacked; a folder appears complete or not at all.
 */
record Binaries(Path postgresHome, Path redisServer) {

  private static final String POSTGRES = "postgres-linux-x86_64.txz";
  private static final String REDIS = "redis-server-6.2.6-v5-linux-amd64";
  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");

  /** Unpacks what is not there yet; safe when several processes do so at once. */
  static Binaries in(Path folder) throws IOException {
    refuseOtherPlatforms();
    var root = Files.createDirectories(folder).toRealPath();
    var postgres = unpacked(root, "postgres-", POSTGRES, Binaries::unpackTar);
    var redis = unpacked(root, "redis-", REDIS, Binaries::copyProgram);
    return new Binaries(postgres, redis.resolve("redis-server"));
  }

  Path postgresProgram(String name) {
    return postgresHome.resolve("bin").resolve(name);
  }

  private static void refuseOtherPlatforms() {
    var platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!platform.equals("Linux amd64")) {
      throw new FailureAnalyzedException(
          "The embedded PostgreSQL and Redis run on Linux amd64 only; this is " + platform + ".",
          "Configure your own with spring.datasource.url and idp.redis.uri.");
    }
  }

  private interface Unpacking {
    void unpack(InputStream archive, Path target) throws IOException;
  }

  private static Path unpacked(Path root, String prefix, String resource, Unpacking unpacking)
      throws IOException {
    var target = root.resolve(prefix + checksum(resource));
    if (Files.exists(target)) {
      return target;
    }
    var beside = Files.createTempDirectory(root, prefix);
    try (var archive = open(resource)) {
      unpacking.unpack(archive, beside);
      Files.setPosixFilePermissions(beside, PROGRAM);
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      FileSystemUtils.deleteRecursively(beside);
      if (!Files.exists(target)) {
        throw e;
      }
    }
    return target;
  }

  private static InputStream open(String resource) {
    var stream = Binaries.class.getClassLoader().getResourceAsStream(resource);
    if (stream == null) {
      throw new FailureAnalyzedException(
          "This server was packaged without " + resource + ".",
          "Configure your own services with spring.datasource.url and idp.redis.uri.");
    }
    return stream;
  }

  private static String checksum(String resource) {
    try (var checked = new CheckedInputStream(open(resource), new CRC32())) {
      checked.transferTo(OutputStream.nullOutputStream());
      return Long.toHexString(checked.getChecksum().getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyProgram(InputStream program, Path target) throws IOException {
    var file = target.resolve("redis-server");
    Files.copy(program, file);
    Files.setPosixFilePermissions(file, PROGRAM);
  }

  private static void unpackTar(InputStream archive, Path target) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpackEntry(tar, entry, target);
      }
    }
  }

  private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    var path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new FileAlreadyExistsException(entry.getName(), null, "outside the target folder");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.resolveSibling("."));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, path);
      Files.setPosixFilePermissions(path, permissions(entry.getMode()));
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    var permissions = EnumSet.copyOf(PosixFilePermissions.fromString("rw-r--r--"));
    if ((mode & 0100) != 0) {
      permissions.addAll(PROGRAM);
    }
    return permissions;
  }
}
