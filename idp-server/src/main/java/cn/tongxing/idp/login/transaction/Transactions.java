package cn.tongxing.idp.login.transaction;

import cn.tongxing.idp.kernel.SignInId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where transactions live, as long as {@link Life} says. Whoever acts on one claims it first; of
 * several at once, exactly one gets it, and only the holder of the newest claim can store what came
 * of it.
 */
public interface Transactions {

  /** How long a claim holds if its holder vanishes; longer than any step may take. */
  Duration CLAIM = Duration.ofSeconds(20);

  /**
   * Stores a new one. One command.
   *
   * @param purpose kept beside it, unread and unchanged, and as long
   * @return as it stands now
   */
  Found begin(Transaction transaction, byte[] purpose, Instant now);

  /**
   * Reads, to show it: what this node stored a moment ago is known once without asking, though
   * another node may have stored more since. At most one command.
   */
  Optional<Found> find(SignInId id, Instant now);

  /** Reads, to decide by it. One command. */
  Optional<Found> current(SignInId id, Instant now);

  /**
   * Reads together with what it is for. At most one command; none where its end was stored a moment
   * ago.
   */
  Optional<Whole> whole(SignInId id);

  /**
   * Claims. One command. It lives as long as the claim holds, so that a step taken in the last
   * second is not lost.
   *
   * @param page the page that the action was taken on, or empty for an action that fits any page
   * @return empty if there is no such transaction
   */
  Optional<Claim> claim(SignInId id, OptionalLong page, Instant now);

  /**
   * Stores what came of a claim, ends it, and renews the transaction's life; the last time at its
   * end. One command. False if the claim was lost, or the transaction changed since it was found.
   */
  boolean save(Transaction next, long revision, Instant now);

  /**
   * Renews its life and nothing else, without a claim: a step under way neither waits for this nor
   * loses its result. Writes only where it gains {@link Life#LEAST_GAIN}. One command.
   *
   * @return empty if there is none that goes on
   */
  Optional<Life> renew(SignInId id, Instant now);

  /**
   * A transaction as it stands.
   *
   * @param busy whether an action on it is under way
   * @param revision what {@link #save} needs if nothing but the page shown is changed
   */
  record Found(Transaction transaction, boolean busy, long revision, Life life) {

    /** As it stands a moment later; its life may have become longer. */
    public Found at(Transaction next) {
      return new Found(next, false, revision, life);
    }
  }

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
