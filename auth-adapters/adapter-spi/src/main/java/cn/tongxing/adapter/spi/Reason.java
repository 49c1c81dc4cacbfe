package cn.tongxing.adapter.spi;

/**
 * Why a proof was refused. The first three are one and the same answer to the browser, so that
 * nobody can ask the identity provider who has which number; they stay apart in the audit trail.
 */
public enum Reason {
  /** The authority says that the data do not belong together. */
  MISMATCH,
  /** The authority has no record; real people are without one, so the counter is the way on. */
  NO_RECORD,
  /** The authority has the document but it may not be used: expired, lost, cancelled, deceased. */
  DOCUMENT_NOT_USABLE,
  /** The person said no at the upstream or turned back. */
  CANCELLED,
  /** The code, ticket or callback was too late. */
  EXPIRED,
  /** A ticket, signature or binding did not hold: a foreign, replayed or forged answer. */
  NOT_AUTHENTIC,
  /** The upstream proves less than this way must prove (a payment account without real name). */
  NOT_ENOUGH,
  /** The upstream's app is not on the person's device, or could not do it there. */
  APP_FAILED
}
