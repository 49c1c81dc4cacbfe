package cn.tongxing.idp.keys.sealing;

import static java.nio.file.attribute.PosixFilePermission.GROUP_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Reads the key-encryption key's file, or makes it where that is allowed. */
final class KeyEncryptionKeyFile {

  private static final Set<PosixFilePermission> FORBIDDEN =
      EnumSet.of(GROUP_WRITE, GROUP_EXECUTE, OTHERS_READ, OTHERS_WRITE, OTHERS_EXECUTE);
  private static final long LONGEST = 200;
  private static final String FOR_ANY_DATABASE =
      "A system that has run has its file already: put that one back from its backup, or name where"
          + " it is, for nothing else opens its data. For a new database make one with 'umask 077;"
          + " openssl rand -base64 32 > FILE', and keep a copy in a safe place apart from the"
          + " database's backup.";

  private final SealingSettings settings;
  private final SecureRandom random;

  KeyEncryptionKeyFile(SealingSettings settings, SecureRandom random) {
    this.settings = settings;
    this.random = random;
  }

  /**
   * The key.
   *
   * @param databaseIsNew only then may a missing file be made: an old database needs its own key
   * @throws KeyEncryptionKeyUnusable if there is none that can be used
   */
  KeyEncryptionKey open(boolean databaseIsNew) {
    Path file = settings.keyEncryptionKeyFile();
    if (file == null) {
      throw new KeyEncryptionKeyUnusable(
          "No key-encryption key is configured (idp.keys.key-encryption-key-file).",
          "A system that has run has its file already: name that one"
              + " (IDP_KEYS_KEYENCRYPTIONKEYFILE for a command), for nothing else opens its data."
              + " For a new database make one with 'umask 077; openssl rand -base64 32 > FILE', keep"
              + " a copy in a safe place apart from the database's backup, and name its file.");
    }
    try {
      if (!Files.exists(file)) {
        if (!settings.generateMissing() || !databaseIsNew) {
          throw missing(file, databaseIsNew);
        }
        generate(file);
      }
      refuseIfOpenToOthers(file);
      return new KeyEncryptionKey(decode(file), random);
    } catch (IOException e) {
      throw new KeyEncryptionKeyUnusable(
          "The key-encryption key in " + file + " cannot be read: " + e.getClass().getSimpleName(),
          "Make the file readable for the user that runs the server, and for nobody else.");
    }
  }

  /**
   * Refuses a file that cannot be used, as far as it says that by itself: whether the database is a
   * new one nobody knows yet.
   *
   * @throws KeyEncryptionKeyUnusable if it cannot be used
   */
  void check() {
    Path file = settings.keyEncryptionKeyFile();
    if (file != null && !Files.exists(file)) {
      throw new KeyEncryptionKeyUnusable(notThere(file), FOR_ANY_DATABASE);
    }
    open(false);
  }

  /** Whether the file is missing, and one of a new database would be made. */
  boolean mayBeMade() {
    Path file = settings.keyEncryptionKeyFile();
    return file != null && settings.generateMissing() && !Files.exists(file);
  }

  private static KeyEncryptionKeyUnusable missing(Path file, boolean databaseIsNew) {
    return new KeyEncryptionKeyUnusable(
        notThere(file),
        databaseIsNew
            ? "Make it with 'umask 077; openssl rand -base64 32 > FILE', or set"
                + " idp.keys.generate-missing=true for a demonstration."
            : "This database was sealed under a key: put that key's file back from its backup."
                + " Without it nothing sealed can be read again.");
  }

  private static String notThere(Path file) {
    return "The key-encryption key file " + file + " does not exist.";
  }

  private void generate(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    byte[] key = new byte[KeyEncryptionKey.BYTES];
    random.nextBytes(key);
    // Written beside and moved: a crash leaves a whole file or none.
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(draft);
    if (isPosix(draft)) {
      Files.setPosixFilePermissions(draft, EnumSet.of(OWNER_READ, OWNER_WRITE));
    }
    Files.writeString(draft, Base64.getEncoder().encodeToString(key) + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void refuseIfOpenToOthers(Path file) throws IOException {
    if (isPosix(file) && !Collections.disjoint(Files.getPosixFilePermissions(file), FORBIDDEN)) {
      throw new KeyEncryptionKeyUnusable(
          "The key-encryption key in " + file + " is open to other users of this machine.",
          "Run 'chmod 600' on it. If others may have read it, treat it as known to them.");
    }
  }

  private static byte[] decode(Path file) throws IOException {
    KeyEncryptionKeyUnusable malformed =
        new KeyEncryptionKeyUnusable(
            "The file " + file + " does not hold 32 bytes in base64.",
            "Put the key-encryption key back from its backup, or, for a new database, make one"
                + " with 'umask 077; openssl rand -base64 32 > FILE'.");
    if (Files.size(file) > LONGEST) {
      throw malformed;
    }
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
      byte[] key = Base64.getDecoder().decode(text);
      if (key.length == KeyEncryptionKey.BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      throw malformed;
    }
    throw malformed;
  }

  private static boolean isPosix(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
  }
}
