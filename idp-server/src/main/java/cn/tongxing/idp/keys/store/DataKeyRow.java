package cn.tongxing.idp.keys.store;

import java.time.Instant;

/**
 * A data key as it is stored.
 *
 * @param wrapped sealed under the key-encryption key
 * @param active whether new values are sealed under it; otherwise it only opens old ones
 */
public record DataKeyRow(
    int id, String purpose, byte[] wrapped, boolean active, Instant createdAt) {

  @Override
  public String toString() {
    return "DataKeyRow[" + id + ", " + purpose + "]";
  }
}
