package cn.tongxing.idp.proofing;

/** Runs captures: the frames of a challenge that the person's camera answered. */
public interface Captures {

  /** What became of an upload. */
  enum Verdict {
    /** The adapter has answered: something else is asked, another capture perhaps, or proven. */
    ANSWERED,
    /** It answers no challenge that is open: nothing has changed. */
    STALE,
    /** Its challenge was over: it has to begin anew. */
    EXPIRED,
    /** It broke a rule of its challenge, which is used up: it has to begin anew. */
    REJECTED,
    /** No worker was free: nothing has changed, and nobody is counted. */
    BUSY
  }

  /** Whether a body may be read. */
  enum Leave {
    GIVEN,
    /** Not for this challenge any more: it has to begin anew. */
    CHALLENGE_IS_USED_UP,
    /** Not from this browser or network for a while. */
    DEVICE_IS_USED_UP
  }

  /** How far it has come with it. */
  record Captured(Progress progress, Verdict verdict) {}

  /**
   * Before the first byte of a body is read, which counts unless an adapter answers: whoever breaks
   * off again and again costs as much as whoever does not. In all, what is answered counts too.
   */
  Leave mayCome(Proving proving, Ask.Capture.Challenge challenge, Prover prover);

  /**
   * Checks an upload against the challenge that is asked, which it uses up, and lets the adapter
   * judge the frames; overwrites them.
   */
  Captured captured(Proving proving, Ask.Capture asked, CaptureUpload upload, Prover prover);
}
