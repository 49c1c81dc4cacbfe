package cn.tongxing.idp.keys;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Changes of the symmetric keys at rest (key rotation and re-encryption). Each step commits by
 * itself and may be interrupted: the same call goes on where it stopped. Running servers follow
 * within the interval at which they compare keys, five seconds at most.
 */
public interface DataKeyChanges {

  /** How far a re-encryption is. */
  record Progress(String table, long done) {}

  /**
   * What a re-encryption left.
   *
   * @param sealed values that were sealed anew
   * @param retired data keys that opened old values and are gone now
   * @param waiting data keys that are kept for a day after their replacement, since what lives
   *     shortly (sign-ins that are under way) may still be sealed under them
   */
  record Resealed(long sealed, List<Integer> retired, List<Integer> waiting) {

    public Resealed {
      retired = List.copyOf(retired);
      waiting = List.copyOf(waiting);
    }
  }

  /** Purposes whose keyed hashes can get another key. */
  List<String> hashPurposes();

  /**
   * A new data key for personal data and one for signing keys; everything sealed under earlier ones
   * is sealed anew: keys of persons, not what these seal.
   *
   * @param told of each batch
   */
  Resealed reseal(Consumer<Progress> told);

  /**
   * A new key for the keyed hashes of a purpose.
   *
   * @param keepEarlier whether what was hashed under the earlier key is still recognised; bearer
   *     values are found by their hash, so of those only the client secrets are
   * @throws IllegalArgumentException if there is no such purpose
   */
  void replace(String purpose, boolean keepEarlier);

  /**
   * A new key for the blind indexes, and every index anew, in one transaction. Only while no server
   * runs: two keys in use would hide a person from whoever looks with the other one.
   *
   * @return indexes made
   * @throws IllegalStateException if a server is connected
   */
  long reindex(Consumer<Progress> told);

  /**
   * Wraps every data key under another key-encryption key. Afterwards only that one opens them.
   *
   * @param file of the new key-encryption key
   */
  void rewrap(Path file);
}
