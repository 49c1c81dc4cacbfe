package cn.tongxing.idp.client;

import cn.tongxing.idp.kernel.HolderId;

/**
 * The {@code sub} of a holder for the sector of a client (OpenID Connect Core 1.0, 8.1): stable,
 * never reused, different between departments, and random.
 */
public interface PairwiseSubjects {

  /** 43 characters of base64url. */
  String subject(Client client, HolderId holder);
}
