package cn.tongxing.idp.keys.password;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Argon2id of the machine's libsodium, which uses the processor's vector instructions. What is out
 * of its bounds (several lanes, another salt than one of 16 bytes, a tag below 16) and what the
 * machine has no memory for is computed by the portable one: both give the same tag.
 */
@SuppressWarnings("restricted") // the launcher allows native access, for the signatures too
final class SodiumArgon2id implements Argon2id {

  /** By the names under which distributions install it, newest first. */
  static final List<String> NAMES =
      List.of("libsodium.so.26", "libsodium.so.23", "libsodium.26.dylib", "libsodium.23.dylib");

  private static final int SALT_BYTES = 16;
  private static final int LEAST_TAG_BYTES = 16;
  private static final int ARGON2ID_13 = 2;
  private static final int KIB = 1024;

  private final String version;
  private final MethodHandle pwhash;
  private final PortableArgon2id rest;

  private SodiumArgon2id(String version, MethodHandle pwhash, PortableArgon2id rest) {
    this.version = version;
    this.pwhash = pwhash;
    this.rest = rest;
  }

  /**
   * Looks for the library; empty where there is none, where native access is not allowed, or where
   * what was found computes something else.
   */
  static Optional<SodiumArgon2id> load(PortableArgon2id rest) {
    return NAMES.stream()
        .flatMap(each -> open(each).stream())
        .findFirst()
        .flatMap(library -> link(library, rest))
        .filter(it -> it.agreesWith(rest));
  }

  private static Optional<SymbolLookup> open(String name) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
    } catch (IllegalArgumentException | IllegalCallerException e) {
      return Optional.empty();
    }
  }

  private static Optional<SodiumArgon2id> link(SymbolLookup library, PortableArgon2id rest) {
    Linker linker = Linker.nativeLinker();
    try {
      MethodHandle init =
          linker.downcallHandle(
              library.findOrThrow("sodium_init"), FunctionDescriptor.of(ValueLayout.JAVA_INT));
      MethodHandle version =
          linker.downcallHandle(
              library.findOrThrow("sodium_version_string"),
              FunctionDescriptor.of(ValueLayout.ADDRESS));
      if ((int) init.invokeExact() < 0) {
        return Optional.empty();
      }
      String said = ((MemorySegment) version.invokeExact()).reinterpret(64).getString(0);
      return Optional.of(new SodiumArgon2id(said, pwhash(linker, library), rest));
    } catch (NoSuchElementException e) {
      return Optional.empty();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** {@code int crypto_pwhash(out, outlen, passwd, passwdlen, salt, opslimit, memlimit, alg)}. */
  private static MethodHandle pwhash(Linker linker, SymbolLookup library) {
    return linker.downcallHandle(
        library.findOrThrow("crypto_pwhash"),
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT));
  }

  private boolean agreesWith(PortableArgon2id other) {
    var cost = new Argon2idHash.Cost(64, 2, 1);
    byte[] salt = new byte[SALT_BYTES];
    return Arrays.equals(
        sodium("通行", cost, salt, 32).orElse(null), other.compute("通行", cost, salt, 32));
  }

  @Override
  public byte[] compute(String password, Argon2idHash.Cost cost, byte[] salt, int length) {
    return isWithinBounds(cost, salt, length)
        ? sodium(password, cost, salt, length)
            .orElseGet(() -> rest.compute(password, cost, salt, length))
        : rest.compute(password, cost, salt, length);
  }

  static boolean isWithinBounds(Argon2idHash.Cost cost, byte[] salt, int length) {
    return cost.lanes() == 1 && salt.length == SALT_BYTES && length >= LEAST_TAG_BYTES;
  }

  /** Empty if the machine has no memory for it. */
  private Optional<byte[]> sodium(
      String password, Argon2idHash.Cost cost, byte[] salt, int length) {
    byte[] typed = password.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment tag = arena.allocate(length);
      MemorySegment secret = arena.allocateFrom(ValueLayout.JAVA_BYTE, typed);
      int failed;
      try {
        failed =
            (int)
                pwhash.invokeExact(
                    tag,
                    (long) length,
                    secret,
                    (long) typed.length,
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, salt),
                    (long) cost.passes(),
                    (long) cost.memory() * KIB,
                    ARGON2ID_13);
      } finally {
        secret.fill((byte) 0);
        Arrays.fill(typed, (byte) 0);
      }
      return failed == 0 ? Optional.of(tag.toArray(ValueLayout.JAVA_BYTE)) : Optional.empty();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static RuntimeException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException thrown ? thrown : new IllegalStateException(e);
  }

  @Override
  public String name() {
    return "libsodium " + version;
  }
}
