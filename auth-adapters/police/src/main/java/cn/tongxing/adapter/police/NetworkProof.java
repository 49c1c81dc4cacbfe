package cn.tongxing.adapter.police;

import java.time.Instant;

/**
 * That a person showed their network credential.
 *
 * @param pid the person's pseudonym for our organisation
 * @param time when the service established it
 * @param reference business number it was asked under
 * @param digest SHA-256 of the answer as received, in hex
 */
record NetworkProof(String pid, Instant time, String reference, String digest) {

  /** Without the pseudonym: it points at a person. */
  @Override
  public String toString() {
    return "NetworkProof[reference=" + reference + "]";
  }
}
