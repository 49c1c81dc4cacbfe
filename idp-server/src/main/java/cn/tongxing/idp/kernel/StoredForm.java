package cn.tongxing.idp.kernel;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Function;

/**
 * Format version of what is kept in a store or a cache: one byte in front of it. Nodes of two
 * versions of the server run side by side while they are replaced one by one; a change that an
 * earlier one cannot read is another version.
 *
 * @param what it is, for the log
 * @param version from 1 on
 */
public record StoredForm(String what, int version) {

  /** What began before there were versions: bare JSON. */
  private static final byte JSON = '{';

  /** Refuses versions that are no byte, and those that JSON without one could be taken for. */
  public StoredForm {
    if (version < 1 || version >= JSON) {
      throw new IllegalArgumentException("no version of a stored form: " + version);
    }
  }

  /** As it is kept. */
  public byte[] of(byte[] body) {
    byte[] stored = new byte[body.length + 1];
    stored[0] = (byte) version;
    System.arraycopy(body, 0, stored, 1, body.length);
    return stored;
  }

  /**
   * What was kept; empty for an earlier form, which soon no node reads, and for what is no form.
   *
   * @throws OfLaterVersion for a later form: not lost, for soon every node reads it
   */
  public Optional<byte[]> body(byte[] stored) {
    if (stored.length == 0 || stored[0] < version || stored[0] == JSON) {
      return Optional.empty();
    }
    if (stored[0] > version) {
      throw new OfLaterVersion(what + " in the form " + stored[0]);
    }
    return Optional.of(Arrays.copyOfRange(stored, 1, stored.length));
  }

  /**
   * The constant of a closed set by the name that is kept of it.
   *
   * @throws OfLaterVersion for a name that is not known here
   */
  public static <E extends Enum<E>> E constant(Class<E> type, String name) {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException unknown) {
      throw unknown(type);
    }
  }

  /**
   * The same where something else than its name is kept.
   *
   * @param kept what is kept of a constant
   * @throws OfLaterVersion for what is kept of none of them
   */
  public static <E extends Enum<E>> E constant(
      Class<E> type, Function<E, String> kept, String stored) {
    return EnumSet.allOf(type).stream()
        .filter(each -> kept.apply(each).equals(stored))
        .findFirst()
        .orElseThrow(() -> unknown(type));
  }

  private static OfLaterVersion unknown(Class<?> type) {
    return new OfLaterVersion("a " + type.getSimpleName() + " that is not known here");
  }
}
