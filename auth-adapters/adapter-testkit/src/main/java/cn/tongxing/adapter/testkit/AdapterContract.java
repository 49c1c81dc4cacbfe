package cn.tongxing.adapter.testkit;

/**
 * What every adapter must do, whichever upstream it speaks to. An adapter's test extends this class
 * and gives a fixture; the tests are inherited.
 *
 * @param <C> the adapter's configuration
 */
public abstract class AdapterContract<C extends Record> {

  /** A new fixture with an upstream of its own; the contract closes it. */
  protected abstract AdapterFixture<C> fixture() throws Exception;
}
