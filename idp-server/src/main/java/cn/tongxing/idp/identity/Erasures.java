package cn.tongxing.idp.identity;

import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;

/**
 * Erasing a person (right to erasure: PIPL 47). The key that their data is sealed under is deleted,
 * and with it everything by which they can be found or signed in, in one transaction with the audit
 * event. What is left are ids: the trail stays as it is and verifiable, and no subject is ever
 * given to somebody else. Cannot be undone; whoever comes back gets a new account with new
 * subjects. Backups hold what they held until they expire.
 */
public interface Erasures {

  /**
   * Erases a person and all whose accounts became part of theirs. Their sessions and grants end
   * ({@link PersonErased}); a change of phone or a take-over that waits comes to nothing; the
   * phones that are bound are told.
   */
  Outcome erase(PersonId person, Approval approval, RequestOrigin origin);

  /** What became of it. */
  enum Outcome {
    ERASED,
    /** They were before. */
    ALREADY,
    UNKNOWN,
    /** An operator has shut them out, or the counter has frozen the account: a case is open. */
    HELD,
    /** The account became part of another one, which has their data now. */
    PART_OF_ANOTHER,
    /** An account was merged with theirs, or parted, at this moment: to be given again. */
    JUST_MERGED
  }
}
