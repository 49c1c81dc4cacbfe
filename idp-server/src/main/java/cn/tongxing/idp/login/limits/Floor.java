package cn.tongxing.idp.login.limits;

import cn.tongxing.idp.kernel.SignInId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What must survive the loss of the fast counters: one statement each, in PostgreSQL. */
public interface Floor {

  /** Counts a code sent to a number, unless the number's limits are used up. */
  Admission send(byte[] number, LimitSettings.Sms sms, LimitSettings.Code code, Instant now);

  /** Until when tries are stopped, if so many failed within the window. */
  Optional<Instant> stopped(
      Purpose purpose, byte[] subject, int most, Duration window, Instant now);

  /**
   * Counts a failure unless so many were counted within the window. Whoever counts next waits for
   * the end of the caller's transaction.
   */
  Admission count(Purpose purpose, byte[] subject, int most, Duration window, Instant now);

  /** Counts a failure. */
  void failed(Purpose purpose, byte[] subject, Duration window, Instant now);

  /** Forgets failures after a proof. */
  void forget(Purpose purpose, byte[] subject);

  /** Marks a sign-in as used up: true for the first caller only, whatever became of Redis. */
  boolean spend(SignInId signIn, Instant now);

  /** What failed. */
  enum Purpose {
    CODE,
    PASSWORD,
    DOCUMENT,
    DOCUMENT_BY_PHONE
  }
}
