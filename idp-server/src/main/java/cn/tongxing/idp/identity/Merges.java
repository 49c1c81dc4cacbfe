package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Merging two accounts of one human being (record linkage), and undoing it. Each is one transaction
 * with its audit event; whoever is signed in as one who changes signs in anew, which departments
 * that want it are told by back-channel logout.
 */
public interface Merges {

  /** How long a merge can be undone. */
  Duration UNDO = Duration.ofDays(30);

  /**
   * One account becomes part of another: its documents, phones, links, passkeys, claims and
   * password are that one's, where it has no other in their place; its evidence counts, its
   * subjects resolve to it. Sessions and grants of the account that is gone end; agreements are
   * asked for anew.
   */
  Outcome merge(PersonId kept, PersonId gone, Approval approval, RequestOrigin origin);

  /**
   * Whether {@link #join} would, in the same transaction: both are held from then on, so that what
   * has to happen before it happens for nothing never.
   */
  boolean joins(PersonId kept, PersonId gone);

  /** The same in a transaction that holds both, by what was proven in it. */
  Outcome join(PersonId kept, PersonId gone, Approval approval, RequestOrigin origin);

  /**
   * The account is one of its own again, with what was moved; what was added, withdrawn or told
   * since stays with who did it.
   */
  Outcome unmerge(PersonId gone, Approval approval, RequestOrigin origin);

  /**
   * Four eyes.
   *
   * @param operator who does it
   * @param second who has looked at it too
   */
  record Approval(Standings.Reason reason, String operator, String second) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,63}");

    public Approval {
      if (!NAME.matcher(operator).matches() || !NAME.matcher(second).matches()) {
        throw new IllegalArgumentException("an operator is 2 to 64 letters, digits, - _ .");
      }
      if (Operators.areOne(operator, second)) {
        throw new IllegalArgumentException("the second operator is somebody else");
      }
    }
  }

  /** What became of it. */
  enum Outcome {
    DONE,
    /** There is no such person who may use the service. */
    UNKNOWN,
    /** They are one account. */
    SAME,
    /** Two different documents of one kind: never one person. */
    TWO_OF_A_KIND,
    /** Somebody was merged into the one who would be gone: the other way round, or undo that. */
    HOLDS_OTHERS,
    NOT_MERGED,
    /** The account that was kept may not use the service: undoing would let the other half in. */
    KEPT_SHUT_OUT,
    TOO_LATE
  }
}
