package cn.tongxing.idp.audit;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;

/**
 * Moves old months of the trail out of the database, into a file that the verifier reads together
 * with the rest ({@link AuditVerification}).
 */
public interface AuditArchives {

  /**
   * Archives all months before one. Verifies the whole trail first, writes the file and reads it
   * back; only then are the rows of the database dropped, in one transaction with the signed
   * statement of where the archive ends. Whenever it is broken off, it can be started again.
   *
   * @param before the first month to stay; not the present one
   * @param folder where the file goes; made if it is not there
   * @param operator who answers for it, for the trail
   */
  Outcome archive(YearMonth before, Path folder, String operator);

  /** What became of it. */
  sealed interface Outcome {

    /**
     * Done.
     *
     * @param file the archive
     * @param first the first position in it
     * @param last the last one
     * @param months partitions that were dropped
     */
    record Archived(Path file, long first, long last, List<String> months) implements Outcome {}

    /** There is no such month in the database. */
    record NothingToDo() implements Outcome {}

    /** Not now; nothing was changed. */
    record NotYet(Reason reason) implements Outcome {}

    /** The trail is damaged; nothing was changed. */
    record Damaged(TrailState.Broken where) implements Outcome {}
  }

  /** Why it cannot be done now. */
  enum Reason {
    /** The present month and the one before stay. */
    MONTH_TOO_YOUNG,
    /** Events of these months are not in the chain yet, or lie in the default partition. */
    NOT_TIDY,
    /** No checkpoint has been signed after the last event of these months. */
    NO_CHECKPOINT_AFTER,
    /** A long transaction reads or writes events; whoever signs in must not wait behind it. */
    TABLE_IN_USE
  }
}
