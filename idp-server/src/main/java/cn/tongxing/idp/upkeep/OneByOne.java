package cn.tongxing.idp.upkeep;

import java.util.Collection;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failure isolation within a job: pieces of work are done one by one, and one that fails is logged,
 * holds up no other, and is there again at the job's next run.
 */
public final class OneByOne {

  private static final Logger LOG = LoggerFactory.getLogger(OneByOne.class);

  private OneByOne() {}

  /**
   * Does the work for each.
   *
   * @param what it is, for the log
   * @param due ids; they are logged
   * @param work in a transaction of its own; whether it did anything
   * @return how many it did anything for
   */
  public static <T> int count(String what, Collection<T> due, Predicate<? super T> work) {
    return (int) due.stream().filter(each -> isDone(what, each, work)).count();
  }

  private static <T> boolean isDone(String what, T each, Predicate<? super T> work) {
    try {
      return work.test(each);
    } catch (RuntimeException failed) {
      LOG.error("{} of {} that is due failed, and is tried again", what, each, failed);
      return false;
    }
  }
}
