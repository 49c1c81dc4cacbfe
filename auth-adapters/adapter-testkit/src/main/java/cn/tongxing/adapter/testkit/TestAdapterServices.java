package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.adapter.spi.UpstreamHttp;
import cn.tongxing.adapter.spi.UpstreamToken;
import cn.tongxing.adapter.spi.WorkerProgram;
import cn.tongxing.adapter.spi.Workers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a host lends, for tests: real HTTP to the named hosts only, a clock to set. */
public final class TestAdapterServices implements AdapterServices, AutoCloseable {

  private final TestUpstreamHttp http;
  private final TestClock clock;
  private final SecureRandom random = new SecureRandom();
  private final byte[] digestKey = random.generateSeed(32);
  private final Map<String, UpstreamToken> tokens = new ConcurrentHashMap<>();
  private final Map<String, Long> counted = new ConcurrentHashMap<>();

  /**
   * Services whose clock ticks.
   *
   * @param egress hosts with ports, such as {@code 127.0.0.1:4711}
   */
  public TestAdapterServices(Set<String> egress) {
    this(egress, TestClock.ticking());
  }

  /** Services with a clock of the test's choice. */
  public TestAdapterServices(Set<String> egress, TestClock clock) {
    this.clock = clock;
    this.http = new TestUpstreamHttp(egress, clock);
  }

  @Override
  public UpstreamHttp http() {
    return http;
  }

  @Override
  public TestClock clock() {
    return clock;
  }

  @Override
  public SecureRandom random() {
    return random;
  }

  @Override
  public synchronized UpstreamToken token(
      String name, UpstreamToken.Source source, Instant deadline) throws IOException {
    UpstreamToken known = tokens.get(name);
    if (known != null && clock.instant().isBefore(known.expires())) {
      return known;
    }
    UpstreamToken fresh = source.fetch();
    tokens.put(name, fresh);
    return fresh;
  }

  @Override
  public void dropToken(String name, UpstreamToken refused) {
    tokens.remove(name, refused);
  }

  @Override
  public String digest(String purpose, Secret value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(digestKey, "HmacSHA256"));
      mac.update((purpose + "\n").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(value.reveal().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void count(String name) {
    if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException("name of a counter: " + name);
    }
    counted.merge(name, 1L, Long::sum);
  }

  /** How often each counter was counted up. */
  public Map<String, Long> counted() {
    return Map.copyOf(counted);
  }

  @Override
  public Workers workers(WorkerProgram program) {
    return new TestWorkers(program, clock);
  }

  /** How many requests the adapter has made. */
  public int requests() {
    return http.requests();
  }

  /**
   * From now on, gives the adapter another answer than the upstream's: the body as the upstream
   * sent it goes in, the one that the adapter reads comes out.
   */
  public void tamper(BinaryOperator<byte[]> requestAndAnswer) {
    http.tamper(requestAndAnswer);
  }

  void suffer(Trouble trouble) {
    http.suffer(Optional.of(trouble));
  }

  void recover() {
    http.suffer(Optional.empty());
  }

  @Override
  public void close() {
    http.close();
  }
}
