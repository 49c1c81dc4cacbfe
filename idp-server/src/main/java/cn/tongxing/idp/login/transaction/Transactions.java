package cn.tongxing.idp.login.transaction;

import cn.tongxing.idp.kernel.SignInId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where transactions live for at most 30 minutes. Whoever acts on one claims it first; of several
 * at once, exactly one gets it, and only the holder of the newest claim can store what came of it.
 */
public interface Transactions {

  /** How long a transaction lives, whatever happens in it. */
  Duration LIFETIME = Duration.ofMinutes(30);

  /** How long a claim holds if its holder vanishes; longer than any step may take. */
  Duration CLAIM = Duration.ofSeconds(20);

  /**
   * Stores a new one. One command.
   *
   * @param purpose kept beside it, unread and unchanged
   */
  void begin(Transaction transaction, byte[] purpose);

  /** Reads. At most one command. */
  Optional<Found> find(SignInId id, Instant now);

  /**
   * Reads together with what it is for. At most one command; none where its end was stored a moment
   * ago.
   */
  Optional<Whole> whole(SignInId id);

  /**
   * Claims. One command.
   *
   * @param page the page that the action was taken on, or empty for an action that fits any page
   * @return empty if there is no such transaction
   */
  Optional<Claim> claim(SignInId id, OptionalLong page, Instant now);

  /**
   * Stores what came of a claim, and ends it. One command. False if the claim was lost, or the
   * transaction changed since it was found.
   */
  boolean save(Transaction next, long revision);

  /**
   * A transaction as it stands.
   *
   * @param busy whether an action on it is under way
   * @param revision what {@link #save} needs if nothing but the page shown is changed
   */
  record Found(Transaction transaction, boolean busy, long revision) {}

  /** A transaction and what it was begun for. */
  record Whole(Transaction transaction, byte[] purpose) {}

  /** What became of a wish to act. */
  sealed interface Claim {

    /** The transaction is the caller's until saved. */
    record Held(Transaction transaction, long revision) implements Claim {}

    /** Another action is under way, or the page is no longer the one shown. */
    record NotNow(Transaction transaction) implements Claim {}
  }
}
