package cn.tongxing.adapter.spi;

/**
 * Interim answer of a capture: what the person can do better. The host has the words in all
 * languages.
 */
public enum CaptureHint {
  /** The face is too small. */
  CLOSER,
  /** The face does not fit. */
  FARTHER,
  /** Too dark. */
  MORE_LIGHT,
  /** The light comes from behind or from one side. */
  EVEN_LIGHT,
  /** Blurred. */
  HOLD_STILL,
  /** No face is seen. */
  FACE_IN_FRAME,
  /** Several are. */
  ONE_FACE,
  /** A mask, a hand or dark glasses hide a part. */
  UNCOVER_FACE,
  /** What was asked for was not seen. */
  FOLLOW_ACTIONS,
  /** It went too fast to be seen. */
  SLOWER
}
