package cn.tongxing.adapter.spi;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Processes of a {@link WorkerProgram}. A question is its own number, how many parts it has, and
 * for each its length and its bytes; an answer is the number of its question, a length and bytes
 * (numbers are four bytes, most significant first). Questions come one after the other, until the
 * program's input ends; what answers another question than was asked last is nobody's answer. Safe
 * for concurrent use.
 */
public interface Workers extends AutoCloseable {

  /**
   * Asks one of the processes. One that does not answer by the deadline, ends, takes more memory
   * than it may or says more than it may is killed, and another is started later, after a pause
   * that doubles with each that ends so.
   *
   * @param deadline use {@link StepContext#deadline()} or earlier
   * @throws IOException if none answered; an adapter makes {@link Outcome.Unavailable} of it
   */
  byte[] ask(List<byte[]> parts, Instant deadline) throws IOException;

  /** Ends all of them. */
  @Override
  void close();
}
