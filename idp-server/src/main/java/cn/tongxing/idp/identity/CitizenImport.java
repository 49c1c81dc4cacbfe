package cn.tongxing.idp.identity;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes over the accounts of an earlier system. Formats and columns: {@code
 * docs/operations/citizen-import.md}. Can be stopped at any time and started again: what was taken
 * over stays, and is passed by.
 */
public interface CitizenImport {

  /**
   * Imports a file: CSV with a header, or one JSON object a line (by the ending {@code .jsonl} or
   * {@code .ndjson}), in UTF-8.
   *
   * @param progress called after each batch
   * @throws java.io.UncheckedIOException if the file cannot be read or the report not written
   * @throws IllegalArgumentException if the file has no usable header
   */
  Report run(Path file, Options options, Consumer<Progress> progress);

  /**
   * How to import.
   *
   * @param source name of the earlier system, stored with the evidence: letters, digits, hyphens
   * @param operator who answers for it, for the trail
   * @param dryRun check everything, store nothing
   * @param refusals where to write what was refused and why; empty: beside the file
   * @param acceptWarnings store also where names look as if they had been decoded wrongly
   * @param dropUnusableHashes take persons without their password where its hash is of no known
   *     form
   */
  record Options(
      String source,
      Standings.Reason operator,
      boolean dryRun,
      Optional<Path> refusals,
      boolean acceptWarnings,
      boolean dropUnusableHashes) {

    /** Stops at warnings, and refuses persons with unusable hashes. */
    public Options(
        String source, Standings.Reason operator, boolean dryRun, Optional<Path> refusals) {
      this(source, operator, dryRun, refusals, false, false);
    }

    public Options {
      if (!source.matches("[a-z0-9][a-z0-9-]{1,39}")) {
        throw new IllegalArgumentException(
            "a source is 2 to 40 lower-case letters, digits, hyphens");
      }
    }
  }

  /** How far it is: rows read, and what became of them. */
  record Progress(long read, long imported, long known, long refused) {}

  /**
   * What came of it.
   *
   * @param known taken over by an earlier run
   * @param withoutPassword taken over without a password whose hash was of no known form
   * @param sharing taken over, with a number that another's document of another kind or state has
   *     ({@link Warning#NUMBER_SHARED})
   * @param warnings rows that need a look before; with any, and not told to accept them, nothing
   *     was stored
   * @param reasons how many rows were refused for what
   * @param refusals the file that lists them, masked
   */
  record Report(
      long read,
      long imported,
      long known,
      long withoutPassword,
      long sharing,
      Map<Refusal, Long> reasons,
      long warnings,
      Path refusals) {
    public Report {
      reasons = Map.copyOf(reasons);
    }

    /** How many rows were refused. */
    public long refused() {
      return reasons.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** What makes a row worth a look. */
  enum Warning {
    /** The letters are those that a wrong decoding leaves. Looked at before anything is stored. */
    NAME_SUSPECT,
    /**
     * Two persons, as issuing states number their passports each by themselves. The row is taken
     * over; where both have a password, the number alone names neither, and they sign in by phone.
     */
    NUMBER_SHARED
  }

  /** Why a row was refused. */
  enum Refusal {
    /** The row is no row: wrong number of fields, no JSON object. */
    UNREADABLE,
    DOCUMENT_TYPE_UNKNOWN,
    /** Wrong form or check character, or not of the type given. */
    DOCUMENT_NUMBER_WRONG,
    /** Blank, too long, with invisible or lost characters, or of nothing but substitutes. */
    NAME_WRONG,
    PHONE_WRONG,
    /** Neither Argon2id nor bcrypt nor PBKDF2 in the forms that are understood. */
    PASSWORD_HASH_UNKNOWN,
    LEVEL_UNKNOWN,
    CREATED_AT_WRONG,
    /** Unreadable, in the future, or without a phone. */
    PHONE_USED_AT_WRONG,
    /**
     * Another row, or a person who registered, has the document (type, number and jurisdiction):
     * nothing is merged unasked.
     */
    DOCUMENT_TAKEN,
    /** Another row with this id of the earlier system is about somebody else. */
    EXTERNAL_ID_TAKEN,
    /** Five persons have the phone already. */
    PHONE_TAKEN
  }
}
