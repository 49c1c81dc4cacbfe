package cn.tongxing.idp.upkeep.tables;

import java.util.ArrayList;
import java.util.List;

/** Does several things though one may fail, and tells of the failures at the end. */
final class EachByItself {

  private final List<RuntimeException> failures = new ArrayList<>();

  void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }

  /** Throws the first failure, with the others beside it. */
  void throwFirst() {
    if (failures.isEmpty()) {
      return;
    }
    RuntimeException first = failures.getFirst();
    failures.stream().skip(1).forEach(first::addSuppressed);
    throw first;
  }
}
