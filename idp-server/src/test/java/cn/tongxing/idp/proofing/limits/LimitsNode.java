package cn.tongxing.idp.proofing.limits;

import cn.tongxing.idp.identity.KnownPlaces;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.testing.MovableClock;
import cn.tongxing.idp.testing.ServerNode;
import cn.tongxing.idp.testing.TestServices;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The limits over real stores, with narrow budgets; who is known where is said by the test. */
final class LimitsNode {

  static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  static final MovableClock CLOCK = new MovableClock(NOON);
  static final Known KNOWN = new Known();
  static final RedisCommands<String, byte[]> REDIS = TestServices.freshRedis();
  static final ServerNode NODE = start();

  private LimitsNode() {}

  /** Whom the places of a test know. */
  static final class Known implements KnownPlaces {

    private static final byte[] NETWORK = "network".getBytes(StandardCharsets.UTF_8);
    private final Map<String, byte[]> places = new ConcurrentHashMap<>();

    /** Somebody who is called so signed in before in the browser of this mark. */
    void inBrowser(String identifier, byte[] mark) {
      places.put(identifier, mark);
    }

    /** Or in its network alone. */
    void inNetwork(String identifier) {
      places.put(identifier, NETWORK);
    }

    @Override
    public boolean signedIn(PersonId person, byte[] mark) {
      return false;
    }

    @Override
    public Optional<byte[]> of(String identifier, Place place) {
      return place.mark().length == 0
          ? Optional.empty()
          : Optional.ofNullable(places.get(identifier));
    }

    @Override
    public List<byte[]> all(Place place) {
      return List.of(place.mark(), NETWORK);
    }

    @Override
    public void remember(PersonId person, Place place, Optional<Locale> language, boolean isNew) {}

    @Override
    public void passedBy(PersonId person, byte[] mark) {}

    @Override
    public void keep(PersonId person, byte[] mark) {}

    @Override
    public void forget(PersonId person) {}
  }

  /** A browser that nobody signed in before. */
  static Limits.Source stranger(int browser) {
    return source(new byte[0], browser);
  }

  /** A browser with a mark. */
  static Limits.Source marked(String mark, int browser) {
    return source(mark.getBytes(StandardCharsets.UTF_8), browser);
  }

  private static Limits.Source source(byte[] mark, int browser) {
    byte[] cookie = new byte[32];
    cookie[0] = (byte) browser;
    var origin = new RequestOrigin("198.51.100.7", "browser");
    return new Limits.Source(new KnownPlaces.Place(origin, mark), cookie);
  }

  private static ServerNode start() {
    return ServerNode.start(
        TestServices.newDatabase(), keyFile(), CLOCK, settings(), LimitsNode::add);
  }

  private static void add(AnnotationConfigApplicationContext context) {
    context.registerBean(KnownPlaces.class, () -> KNOWN);
    context.registerBean(RedisClusterCommands.class, () -> REDIS);
    context.scan("cn.tongxing.idp.proofing.limits", "cn.tongxing.idp.proofing.store");
  }

  private static Map<String, Object> settings() {
    return Map.of(
        "idp.limits.sms.number-per-hour", "2",
        "idp.limits.sms.number-per-day", "4",
        "idp.limits.sms.device-per-day", "3",
        "idp.limits.sms.known-place-per-day", "1",
        "idp.limits.code.wrong-per-number-and-day", "2",
        "idp.limits.code.wrong-documents-per-number-and-day", "1",
        "idp.limits.password.account-at-once", "2",
        "idp.limits.password.wrong-without-proof", "3",
        "idp.limits.real-name.document-per-day", "2",
        "idp.limits.real-name.device-per-day", "4");
  }

  private static Path keyFile() {
    try {
      return Files.createTempDirectory("limits").resolve("key");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
