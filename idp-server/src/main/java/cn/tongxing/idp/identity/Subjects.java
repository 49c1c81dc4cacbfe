package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.HolderId;
import java.time.Instant;

/**
 * A holder's identifiers for relying parties (pairwise {@code sub}, OpenID Connect Core 1.0, 8.1):
 * stored, so that they outlive keys and the joining of persons; one for each sector, and never
 * given to anybody else.
 */
public interface Subjects {

  /**
   * The holder's identifier for a sector, made at the first question, in the caller's transaction
   * or one of its own. Two first questions at once have one answer.
   *
   * @return 43 random characters of base64url
   */
  String of(HolderId holder, String sector);

  /** Whether an identifier was made before then: whoever has it can have met the earlier holder. */
  boolean isFromBefore(Instant time, String subject);
}
