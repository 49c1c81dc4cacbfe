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

  /** How far it has come with it. */
  record Captured(Progress progress, Verdict verdict) {}

  /**
   * Checks an upload against the challenge that is asked, which it uses up, and lets the adapter
   * judge the frames; overwrites them.
   */
  Captured captured(Proving proving, Ask.Capture asked, CaptureUpload upload, Prover prover);
}
