package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import java.util.List;
import java.util.Optional;

/** Where people go a way: the bench of this kit, or a real host with its pages and stores. */
public interface Walks {

  /** Somebody begins, in a browser of their own. */
  Walk begin(List<Move> moves) throws Exception;

  /** How many people may go at once. */
  int room();

  /** The upstream answers nobody any more; with {@code false} it does again. */
  void upstreamIsDown(boolean down) throws Exception;

  /** Somebody on the way. */
  interface Walk {

    /** The next move, the choice of the way first; false if the way is at its end. */
    boolean advance() throws Exception;

    /** What is seen now, after the first move. */
    Seen seen();

    /**
     * Lets something happen that the script does not want: as a browser, an upstream or somebody
     * else could make it happen here.
     *
     * @return what is seen then
     */
    Seen disturb(Step step) throws Exception;

    /**
     * Lets person, browser and upstream do their part of the next move, and delivers nothing: for
     * {@link #disturb} and {@link #twice}. Empty at the end.
     */
    Optional<Step> pending() throws Exception;

    /** What was delivered by the moves made so far. */
    List<Step> delivered();

    /** Delivers a step of before once more, as whoever has seen it could; what they see then. */
    Seen replay(Step step) throws Exception;

    /** Delivers a step twice at the same time; what is seen then, by either. */
    List<Seen> twice(Step step) throws Exception;

    /** Goes to the end. */
    default Seen finish() throws Exception {
      while (advance()) {
        // each turn is one move
      }
      return seen();
    }
  }

  /** What whoever goes the way sees. */
  sealed interface Seen {

    /** Something is asked. */
    record Asked(Outcome outcome) implements Seen {}

    /**
     * Proven.
     *
     * @param person equal for one person and different for two
     */
    record Proven(Object person) implements Seen {

      /** Without the person. */
      @Override
      public String toString() {
        return "Proven[]";
      }
    }

    /**
     * Refused.
     *
     * @param reason empty where it is not told
     */
    record Refused(Optional<Reason> reason) implements Seen {}

    /** Nobody's fault. */
    record Unavailable() implements Seen {}
  }
}
