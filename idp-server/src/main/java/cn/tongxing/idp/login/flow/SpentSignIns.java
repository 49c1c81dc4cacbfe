package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.kernel.SignInId;
import java.time.Instant;

/** Replay protection of sign-ins: which were used up, in PostgreSQL; exactly one session each. */
public interface SpentSignIns {

  /** Marks a sign-in as used up: true for the first caller only, whatever became of Redis. */
  boolean spend(SignInId signIn, Instant now);
}
