package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;

/**
 * Port: change notification for whoever keeps accounts of the same citizens outside. Called within
 * the transaction of what happened, with the person held; what is made of it is written there, or
 * nowhere.
 */
public interface Peers {

  /** Whether anybody wants to hear of levels: else none is computed for it. */
  boolean hearLevels();

  /**
   * A person has an account who had none.
   *
   * @param adapter by whose proof; it need not be told
   * @param way by which it was gone
   */
  void registered(PersonId person, String adapter, String way, Instant at);

  /** The person's level of identity assurance is higher than it was before the proof. */
  void levelRaised(PersonId person, String adapter, String way, Instant at);
}
