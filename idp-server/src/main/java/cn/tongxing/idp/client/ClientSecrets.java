package cn.tongxing.idp.client;

import cn.tongxing.idp.kernel.ClientId;

/**
 * Secrets of confidential clients: 256 random bits, stored as a keyed hash (no slow hash: there is
 * nothing to guess, and every token request would pay for it).
 */
public interface ClientSecrets {

  /** What is stored of a secret. Equal secrets of two clients have different hashes. */
  byte[] hash(ClientId client, String secret);

  /** Whether a client may use the secret. Every stored hash is compared, in constant time. */
  boolean matches(Client client, String presented);
}
