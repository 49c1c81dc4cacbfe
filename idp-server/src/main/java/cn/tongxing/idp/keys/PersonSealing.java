package cn.tongxing.idp.keys;

import cn.tongxing.idp.kernel.PersonId;

/**
 * Sealing of what belongs to one person: SM4-GCM under a key of their own ({@link PersonKey}), that
 * key under the data key of personal data. A value names the person whose key sealed it, also where
 * its row belongs to another account by now. Where the key is gone nothing opens it. Safe for
 * concurrent use.
 */
public interface PersonSealing {

  /** A key for somebody who has none yet; random. */
  PersonKey newKey(PersonId person);

  /**
   * Seals; person and place are bound in as associated data.
   *
   * @throws SealBroken if the key is not this person's
   */
  byte[] sealText(PersonKey key, String text, SealedPlace place);

  /**
   * Opens.
   *
   * @param keyed the sealer's wrapped key and behind it the value, as one statement reads them:
   *     {@code seal_key || value} of the row that {@code sealed_by(value)} names
   * @throws SealBroken if either was changed or moved, or the key is another person's
   */
  String openText(byte[] keyed, SealedPlace place);
}
