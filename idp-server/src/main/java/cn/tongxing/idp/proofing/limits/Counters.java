package cn.tongxing.idp.proofing.limits;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Rate limit counters in Redis: fast, shared by all nodes; may be lost. Atomic over all budgets of
 * one call.
 */
public interface Counters {

  /**
   * Counts one try against each budget, or none of them if one is used up. One command.
   *
   * @param family keeps the counters of one call on one node of a cluster
   */
  Admission take(String family, List<Budget> budgets, Instant now);

  /** Takes one try back from each budget. One command. */
  void giveBack(String family, List<Budget> budgets);

  /**
   * Counts a try that was stopped. Present for the first one until the given time, with the number
   * of earlier ones that nobody has taken; empty for all others. One command.
   *
   * @param by what stopped it
   */
  OptionalLong stopped(String by, Instant until, Instant now);

  /** Takes the number of stopped tries counted since the first. One command. */
  long takeStopped(String by);
}
