package cn.tongxing.idp.audit;

import java.util.Optional;
import java.util.UUID;

/** What the verifier found. */
public sealed interface TrailState {

  /**
   * All is as it was written.
   *
   * @param sealed how many events the chain holds, archives included; the last position
   * @param checkpoint the last position that a checkpoint covers, or 0
   * @param unsealed how many events are too young to be in the chain
   * @param unread how many of the sealed are in archives that were not given, and so not verified
   * @param unsaid how many of the checkpoints that were kept elsewhere cover those alone, and so
   *     were compared with nothing
   */
  record Intact(long sealed, long checkpoint, long unsealed, long unread, long unsaid)
      implements TrailState {

    /** All of it was read. */
    public Intact(long sealed, long checkpoint, long unsealed) {
      this(sealed, checkpoint, unsealed, 0, 0);
    }
  }

  /**
   * The first thing that is not as it was written.
   *
   * @param position where in the chain
   * @param event the event concerned, where one can be named
   */
  record Broken(long position, Optional<UUID> event, Damage damage) implements TrailState {}

  /** What is wrong with it. */
  enum Damage {
    /** The event, or its link, has other content than when it was sealed. */
    CHANGED,
    /** The event or the link is not there any more. */
    MISSING,
    /** The link stands in another place than it was made for. */
    REORDERED,
    /** An event stands where none was sealed: it was put in later, or its link was taken out. */
    ADDED,
    /** A checkpoint's signature does not hold, or it states another chain. */
    CHECKPOINT_FORGED,
    /** A checkpoint between others is gone. */
    CHECKPOINT_MISSING
  }
}
