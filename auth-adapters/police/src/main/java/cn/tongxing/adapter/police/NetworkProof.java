package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.AnswerChannel;
import java.time.Instant;
import java.util.Optional;

/**
 * That a person showed their network credential.
 *
 * @param pid the person's pseudonym for our organisation
 * @param time when the service established it
 * @param reference business number it was asked under
 * @param digest SHA-256 of the answer as received, in hex
 * @param elements name and number that the service confirmed with it
 * @param channel whether the app's answer came through the browser that asked, or was fetched
 */
record NetworkProof(
    String pid,
    Instant time,
    String reference,
    String digest,
    Optional<Elements> elements,
    AnswerChannel channel) {

  /** Without the pseudonym: it points at a person. */
  @Override
  public String toString() {
    return "NetworkProof[reference=" + reference + ", " + channel + "]";
  }
}
