package cn.tongxing.sample;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The {@code state} values that an answer came for, the latest of them. Of two tabs that finish one
 * sign-in at the same moment the second finds nothing left to do, whatever cookie it was sent with.
 */
final class AnsweredStates {

  private static final int MOST = 1_000;

  private final Set<String> states = new LinkedHashSet<>();

  synchronized void add(String state) {
    if (states.size() >= MOST) {
      states.remove(states.iterator().next());
    }
    states.add(state);
  }

  /** The answer was no sign-in: whoever comes with it again is told so. */
  synchronized void drop(String state) {
    states.remove(state);
  }

  synchronized boolean contains(String state) {
    return states.contains(state);
  }
}
