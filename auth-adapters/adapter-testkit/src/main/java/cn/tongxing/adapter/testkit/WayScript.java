package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.Reason;
import java.util.List;
import java.util.Map;

/** How two people go a way, on the bench and at a real host alike. */
public interface WayScript {

  /**
   * How a person is proven: one move for each outcome that asks for something, from the answer to
   * {@code Started} on. After the last move there is polling as long as it is told to wait.
   */
  List<Move> happyPath();

  /** The same for another person: nothing of one may show up with the other. */
  List<Move> otherPersonsPath();

  /** How a person is refused, by the reason that must be given. At least one. */
  Map<Reason, List<Move>> refusals();
}
