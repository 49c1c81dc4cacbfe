package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;

/** Verification is registration: turns a proof into a person, old or new. */
public interface Enrolments {

  /**
   * Finds or creates the person of a proof, appends the evidence, binds the possessed phone to a
   * new person, and records the audit events, all in the caller's transaction (or one of its own).
   * Two equal proofs at once make one person.
   */
  Enrolment enrol(Proof proof, SignInId signIn, RequestOrigin origin);
}
