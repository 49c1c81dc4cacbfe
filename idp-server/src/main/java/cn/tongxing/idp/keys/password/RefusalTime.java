package cn.tongxing.idp.keys.password;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Defence against timing attacks: when a wrong password is answered: whole steps after it was asked
 * about. How many steps is fixed when the comparison begins, from what waiting in line took, with
 * half a step left for the comparison itself; so the answer's time tells nothing of the hash that
 * was compared with, and of the line only its length in steps. Only a hash that takes longer than
 * half a step, such as one of an earlier system with extraordinary cost, can move the answer, by
 * whole steps.
 */
final class RefusalTime {

  private final long step;
  private final LongSupplier nanoTime;
  private final LongConsumer waiting;

  /**
   * By another clock.
   *
   * @param step above zero
   * @param nanoTime time that only goes forward, in nanoseconds
   * @param waiting waits for a number of nanoseconds
   */
  RefusalTime(Duration step, LongSupplier nanoTime, LongConsumer waiting) {
    this.step = step.toNanos();
    this.nanoTime = nanoTime;
    this.waiting = waiting;
  }

  /** By the machine's clock. */
  static RefusalTime every(Duration step) {
    return new RefusalTime(step, System::nanoTime, RefusalTime::park);
  }

  Asked asked() {
    return new Asked(nanoTime.getAsLong());
  }

  /** A comparison that waits in line. */
  final class Asked {

    private final long at;

    private Asked(long at) {
      this.at = at;
    }

    /** Its turn has come. */
    Refusal begun() {
      long waited = nanoTime.getAsLong() - at;
      long steps = (waited + step / 2) / step + 1;
      return new Refusal(at + steps * step);
    }
  }

  /** A time fixed for saying no. */
  final class Refusal {

    private final long due;

    private Refusal(long due) {
      this.due = due;
    }

    /** Returns when it has come; when it has passed, at the next step. */
    void await() {
      long late = Math.max(0, nanoTime.getAsLong() - due);
      long until = due + (late + step - 1) / step * step;
      for (long left = until - nanoTime.getAsLong();
          left > 0;
          left = until - nanoTime.getAsLong()) {
        waiting.accept(left);
        if (Thread.currentThread().isInterrupted()) {
          return; // the server stops; nobody is left to tell the time
        }
      }
    }
  }

  private static void park(long nanos) {
    LockSupport.parkNanos(nanos);
  }
}
