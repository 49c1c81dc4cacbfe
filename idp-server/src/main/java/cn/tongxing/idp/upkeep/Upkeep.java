package cn.tongxing.idp.upkeep;

import java.util.List;

/** The jobs of this server. */
public interface Upkeep {

  /** Their names. */
  List<String> jobs();

  /**
   * Runs each job once, now, in this thread; those that fail are told in the log as ever.
   *
   * @return the names of those that failed
   */
  List<String> runAll();
}
