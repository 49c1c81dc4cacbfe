package cn.tongxing.idp.upkeep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failure isolation within a job: pieces of work are done one by one, and one that fails is logged,
 * holds up no other, and is there again at the job's next run. However many fail, a run comes to
 * those that are due after them. Whoever is interrupted (the server stops) ends after the one at
 * hand, and leaves the rest to the next run.
 */
public final class OneByOne {

  private static final Logger LOG = LoggerFactory.getLogger(OneByOne.class);

  private OneByOne() {}

  /**
   * Does the work for each that is due.
   *
   * @param what it is, for the log
   * @param page the next of those due after a mark, earliest first; empty after the last
   * @param work in a transaction of its own; whether it did anything
   * @return how many it did anything for
   */
  public static <T> int count(
      String what, Function<Due.Mark, List<Due<T>>> page, Predicate<? super T> work) {
    Failures failures = new Failures(what);
    int done = 0;
    List<Due<T>> due = page.apply(Due.Mark.FIRST);
    while (!due.isEmpty()) {
      done += done(due, work, failures);
      due = isStopped() ? List.of() : page.apply(due.getLast().mark());
    }
    failures.sum();
    return done;
  }

  private static <T> int done(List<Due<T>> due, Predicate<? super T> work, Failures failures) {
    int done = 0;
    for (Due<T> each : due) {
      if (isStopped()) {
        return done;
      }
      if (isDone(each.item(), work, failures)) {
        done++;
      }
    }
    return done;
  }

  private static boolean isStopped() {
    return Thread.currentThread().isInterrupted();
  }

  private static <T> boolean isDone(T item, Predicate<? super T> work, Failures failures) {
    try {
      return work.test(item);
    } catch (RuntimeException failed) {
      failures.add(item, failed);
      return false;
    }
  }

  /** Those of one run: the whole story of the first of a kind, the number of the others. */
  private static final class Failures {

    private final String what;
    private final Map<Class<?>, Integer> kinds = new LinkedHashMap<>();

    private Failures(String what) {
      this.what = what;
    }

    private void add(Object item, RuntimeException failed) {
      if (kinds.merge(failed.getClass(), 1, Integer::sum) == 1) {
        LOG.error("{} of {} that is due failed, and is tried again", what, item, failed);
      } else {
        LOG.debug("{} of {} that is due failed too", what, item, failed);
      }
    }

    private void sum() {
      kinds.forEach((kind, times) -> {
        if (times > 1) {
          LOG.error("{} that is due failed {} times: {}", what, times, kind.getName());
        }
      });
    }
  }
}
