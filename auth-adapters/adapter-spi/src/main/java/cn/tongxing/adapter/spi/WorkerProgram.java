package cn.tongxing.adapter.spi;

import java.util.List;
import java.util.Map;

/**
 * A program that an adapter lets work outside the server's process, for native code: what ends,
 * hangs or swells there costs one question and nothing else. It reads questions from its standard
 * input and writes answers to its standard output, as {@link Workers} says, and ends when its input
 * does. It is started with this environment and no other, in a folder where it cannot write; what
 * it writes to its error output is thrown away.
 *
 * @param command program, by its absolute path, and arguments
 * @param environment beside {@code PATH} and {@code LANG}
 * @param processes how many run at most, each for one question at a time: 1 to 16
 * @param memory bytes of resident memory above which one is ended: 16 MiB or more
 * @param answer most bytes of an answer, up to 4 MiB
 */
public record WorkerProgram(
    List<String> command, Map<String, String> environment, int processes, long memory, int answer) {

  private static final int MOST_PROCESSES = 16;
  private static final long LEAST_MEMORY = 16L << 20;
  private static final int MOST_ANSWER = 4 << 20;

  public WorkerProgram {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty() || !command.getFirst().startsWith("/")) {
      throw new IllegalArgumentException("a program without an absolute path");
    }
    if (processes < 1 || processes > MOST_PROCESSES) {
      throw new IllegalArgumentException("processes: 1 to 16, not " + processes);
    }
    if (memory < LEAST_MEMORY || answer < 1 || answer > MOST_ANSWER) {
      throw new IllegalArgumentException("memory " + memory + ", answer " + answer);
    }
  }

  /** The program alone: its environment may hold what is secret. */
  @Override
  public String toString() {
    return "WorkerProgram[" + command.getFirst() + "]";
  }
}
