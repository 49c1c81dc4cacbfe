package cn.tongxing.idp.protocol;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.StepContext;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.springframework.context.annotation.Bean;

/**
 * An upstream with a session of its own; what it answers, the test says. Not a configuration class,
 * so that no component scan finds it.
 */
class PeerThatSignsOut {

  private static final LocalizedText TEXT = new LocalizedText("对方平台", "對方平臺", "Peer");

  /** What becomes of the usual address. */
  static final AtomicReference<UnaryOperator<Optional<URI>>> ANSWER =
      new AtomicReference<>(UnaryOperator.identity());

  record Config(Optional<String> note) {}

  @Bean
  AdapterFactory<Config> peer() {
    return new Peer("test-redirect", Set.of(Capability.REDIRECTS, Capability.SIGNS_OUT));
  }

  @Bean
  AdapterFactory<Config> another() {
    return new Peer("test-scan", Set.of(Capability.REDIRECTS, Capability.SIGNS_OUT));
  }

  /** One that knows an address, and does not say so. */
  @Bean
  AdapterFactory<Config> undeclared() {
    return new Peer("test-plain", Set.of(Capability.REDIRECTS));
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
    public Optional<URI> signOut(URI back) {
      String encoded = URLEncoder.encode(back.toString(), StandardCharsets.UTF_8);
      return ANSWER
          .get()
          .apply(Optional.of(URI.create("https://" + id + ".example/out?back=" + encoded)));
    }
  }
}
