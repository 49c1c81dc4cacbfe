package cn.tongxing.adapter.spi;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Processes of a {@link WorkerProgram}. A question is a number of parts (four bytes, most
 * significant first), and for each its length (likewise) and its bytes; an answer is a length and
 * bytes. Questions come one after the other, until the program's input ends. Safe for concurrent
 * use.
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
