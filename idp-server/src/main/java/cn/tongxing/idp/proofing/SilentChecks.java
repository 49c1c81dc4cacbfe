package cn.tongxing.idp.proofing;

/**
 * Adapters that can tell without a page whose the browser is. Source: {@code
 * docs/adr/0053-silent-check.md}.
 */
public interface SilentChecks {

  /** Whether a way is such an adapter's front door, and its upstream is not known to be down. */
  boolean canAsk(String way);

  /**
   * Begins the way before anybody has chosen it. What is asked then is that the browser leaves;
   * whatever else is asked means that it is not to be asked.
   */
  Progress start(Proving proving, String way, Prover prover);
}
