package cn.tongxing.idp.upkeep;

import java.util.Optional;
import java.util.function.Supplier;

/** Leader election by an advisory lock of the database, for the length of one transaction. */
public interface Alone {

  /**
   * Does the work in a transaction of its own, unless another node is at work of the same name. The
   * transaction may take longer than a request's ({@link UpkeepSettings#statementTimeout}), but
   * gives way to whoever uses a table ({@link UpkeepSettings#lockTimeout}). Waits while three
   * others are at work on this node.
   *
   * @return what the work gave; empty if another node was at it
   */
  <T> Optional<T> alone(String name, Supplier<T> work);
}
