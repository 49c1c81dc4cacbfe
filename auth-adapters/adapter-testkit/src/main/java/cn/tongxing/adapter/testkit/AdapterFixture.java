package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.CitizenNews;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the contract must know of one adapter. Made anew for each test and closed after it, with an
 * upstream of its own (a simulator on a port of the loopback) that knows two people and sets no
 * limit to how often one of them is proven.
 *
 * @param <C> the adapter's configuration
 */
public interface AdapterFixture<C extends Record> extends WayScript, AutoCloseable {

  /** The factory, as {@link java.util.ServiceLoader} would make it. */
  AdapterFactory<C> factory();

  /** A good configuration that points at the fixture's upstream. */
  C config();

  /**
   * Configurations that the record must refuse, by the property that is bad: the exception's
   * message names it. At least one.
   */
  Map<String, Supplier<C>> badConfigs();

  /** Hosts with ports ({@code 127.0.0.1:4711}) that the adapter may connect to. */
  Set<String> egress();

  /** Hosts with ports that the browser may be sent to. */
  default Set<String> browserHosts() {
    return egress();
  }

  /**
   * Makes the upstream tell this lie until the fixture is closed: by a fault of the simulator, or
   * by {@link TestAdapterServices#tamper}.
   */
  void tell(Lie lie, TestAdapterServices services) throws Exception;

  /** Lies that this upstream has no way to tell, each with the reason; those tests are skipped. */
  default Map<Lie, String> impossibleLies() {
    return Map.of();
  }

  /**
   * Goes to the sign-out address as a browser does, of whoever declares {@code SIGNS_OUT}.
   *
   * @return where the upstream sends the browser on, without asking: {@code
   *     https://idp.test/signed-out}, which an upstream with a list of addresses has registered
   */
  default URI signedOut(URI address) throws Exception {
    throw new AssertionError("declares SIGNS_OUT: say where its upstream sends the browser on");
  }

  /**
   * News that the upstream takes: of each kind that the descriptor says it hears, and of no other.
   */
  default List<CitizenNews> news() {
    return List.of();
  }

  /** How many pieces of news the upstream has taken by now, each once however often it was told. */
  default int newsTaken() {
    return 0;
  }

  /**
   * What may appear in no log, exception or {@code toString}: names, numbers, phones and subjects
   * of both people, codes and tickets as far as they are known, secrets of the configuration.
   */
  Set<String> neverPrinted();

  /** First parts of the names of loggers that belong to the fixture's upstream, not the adapter. */
  default Set<String> upstreamLoggers() {
    return Set.of("cn.tongxing.simulator");
  }

  /** Stops the upstream. */
  @Override
  default void close() {}
}
