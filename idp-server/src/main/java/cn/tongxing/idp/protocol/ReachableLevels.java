package cn.tongxing.idp.protocol;

import cn.tongxing.idp.kernel.Acr;

/** Which levels a sign-in can lead to in this installation, as its ways are configured now. */
@FunctionalInterface
public interface ReachableLevels {

  /** The most of each of the two. */
  Acr most();

  /** Whether some way leads to a level. */
  default boolean reach(Acr level) {
    return most().satisfies(level);
  }
}
