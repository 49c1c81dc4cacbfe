package cn.tongxing.idp.protocol;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.CitizenNews;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.StepContext;
import cn.tongxing.adapter.spi.Told;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;

/**
 * Upstreams with accounts of the same citizens; what they answer, the test says. Not a
 * configuration class, so that no component scan finds it.
 */
class PeersThatHear {

  static final String TOLD = "test-form";
  static final String LINKED = "test-scan";

  private static final LocalizedText TEXT = new LocalizedText("对方平台", "對方平臺", "Peer");

  /** A delivery. */
  record Heard(String peer, CitizenNews news, boolean inRequest) {}

  static final List<Heard> HEARD = new CopyOnWriteArrayList<>();

  static final AtomicReference<Function<CitizenNews, Told>> ANSWER =
      new AtomicReference<>(_ -> new Told.Taken());

  record Config(Optional<String> note) {}

  /** One that may have names and documents. */
  @Bean
  AdapterFactory<Config> told() {
    return new Peer(TOLD, Set.of(Capability.HEARS_REGISTERED, Capability.HEARS_LEVEL_RAISED));
  }

  /** One that knows people by its own accounts alone. */
  @Bean
  AdapterFactory<Config> linked() {
    return new Peer(LINKED, Set.of(Capability.HEARS_REGISTERED, Capability.HEARS_LEVEL_RAISED));
  }

  /** One that wants to hear nothing. */
  @Bean
  AdapterFactory<Config> deaf() {
    return new Peer("test-counter", Set.of());
  }

  private record Peer(String id, Set<Capability> capabilities) implements AdapterFactory<Config> {
    @Override
    public AdapterDescriptor descriptor() {
      return new AdapterDescriptor(
          id, AdapterDescriptor.SPI_VERSION, TEXT, TEXT, capabilities, List.of());
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public AuthenticationAdapter create(Config config, AdapterServices services) {
      return new Adapter(id);
    }
  }

  private record Adapter(String id) implements AuthenticationAdapter {
    @Override
    public Outcome handle(Step step, StepContext context) {
      return new Outcome.Unavailable("nobody signs in here");
    }

    @Override
    public Told tell(CitizenNews news, Instant deadline) {
      boolean inRequest = !Thread.currentThread().getName().startsWith("adapter-news-");
      HEARD.add(new Heard(id, news, inRequest));
      return ANSWER.get().apply(news);
    }
  }
}
