package cn.tongxing.idp.proofing.limits;

import cn.tongxing.idp.proofing.LimitSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rate limits that survive the loss of the fast counters: one statement each, in PostgreSQL. */
public interface Floor {

  /**
   * Counts a code sent to a number, unless what may be sent there is used up.
   *
   * @param subject the number, as the tries of whoever asks are counted
   */
  Admission send(byte[] subject, Sends most, LimitSettings.Code code, Instant now);

  /** How often codes may be sent. */
  record Sends(Duration pause, int perHour, int perDay) {}

  /** Until when tries are stopped, if so many failed within the window. */
  default Optional<Instant> stopped(
      Tried purpose, byte[] subject, int most, Duration window, Instant now) {
    return stopped(List.of(new Watched(purpose, subject, most)), window, now).map(Stopped::until);
  }

  /** The first of these that is stopped, since so many failed within the window. */
  Optional<Stopped> stopped(List<Watched> watched, Duration window, Instant now);

  /**
   * What failures are looked at.
   *
   * @param most so many stop it
   */
  record Watched(Tried purpose, byte[] subject, int most) {}

  /**
   * What is stopped.
   *
   * @param index in the list that was asked about
   */
  record Stopped(int index, Instant until) {}

  /**
   * Counts a failure unless so many were counted within the window. Whoever counts next waits for
   * the end of the caller's transaction.
   */
  Admission count(Tried purpose, byte[] subject, int most, Duration window, Instant now);

  /** Counts a failure. */
  void failed(Tried purpose, byte[] subject, Duration window, Instant now);

  /** Forgets failures after a proof. */
  void forget(Tried purpose, List<byte[]> subjects);

  /** What failed. */
  enum Tried {
    CODE,
    DOCUMENT_TAIL,
    PASSWORD,
    DOCUMENT,
    DOCUMENT_BY_PHONE,
    /** That a document has an account, said to who proved it beside one phone. */
    TOLD,
    /** Documents of which that was said beside one phone. */
    TOLD_BY_PHONE
  }
}
