package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class RecordBindingTest {

  enum Colour {
    RED,
    DARK_GREEN
  }

  record Key(String keyId, Secret secret) {}

  record Config(
      URI endpoint,
      Secret apiSecret,
      Duration patience,
      int retries,
      Colour colour,
      List<String> regions,
      List<Key> keys,
      Optional<Key> spare,
      Optional<String> note) {
    Config {
      if (retries > 5) {
        throw new IllegalArgumentException("retries: at most 5");
      }
    }
  }

  private static final Map<String, Object> GOOD =
      Map.of(
          "x.endpoint", "https://upstream.example/api",
          "x.api-secret", "s3cret",
          "x.patience", "3s",
          "x.retries", "2",
          "x.colour", "dark-green",
          "x.regions", "a,b",
          "x.keys[0].key-id", "k1",
          "x.keys[0].secret", "one",
          "x.keys[1].keyId", "k2",
          "x.keys[1].secret", "two");

  private static RecordBinding binding(Map<String, Object> properties) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    return new RecordBinding(environment);
  }

  private static RecordBinding with(String name, Object value) {
    Map<String, Object> changed = new java.util.HashMap<>(GOOD);
    changed.put(name, value);
    return binding(changed);
  }

  @Test
  void everyKindOfComponentIsRead() {
    Config config = binding(GOOD).bind("x", Config.class);

    assertThat(config.endpoint()).isEqualTo(URI.create("https://upstream.example/api"));
    assertThat(config.apiSecret().reveal()).isEqualTo("s3cret");
    assertThat(config.patience()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.colour()).isEqualTo(Colour.DARK_GREEN);
    assertThat(config.regions()).containsExactly("a", "b");
    assertThat(config.keys()).extracting(Key::keyId).containsExactly("k1", "k2");
    assertThat(config.spare()).isEmpty();
    assertThat(config.note()).isEmpty();
  }

  @Test
  void aBadOrMissingPropertyIsNamedAndItsValueIsNot() {
    assertThatThrownBy(() -> with("x.patience", "soonish").bind("x", Config.class))
        .hasMessageContaining("x.patience")
        .hasMessageNotContaining("soonish");
    Map<String, Object> missing = new java.util.HashMap<>(GOOD);
    missing.remove("x.api-secret");
    assertThatThrownBy(() -> binding(missing).bind("x", Config.class))
        .hasMessageContaining("x.api-secret")
        .hasMessageContaining("required");
    assertThatThrownBy(() -> with("x.retries", "9").bind("x", Config.class))
        .hasMessageContaining("retries: at most 5");
    assertThatThrownBy(() -> with("x.spare.key-id", "k").bind("x", Config.class))
        .hasMessageContaining("x.spare.secret");
  }

  @Test
  void anAdapterWithoutPropertiesIsNotConfigured() {
    assertThat(binding(GOOD).has("x")).isTrue();
    assertThat(binding(GOOD).has("y")).isFalse();
    assertThat(binding(Map.of("y", "")).has("y")).isFalse();
  }

  record Files(Path list, Optional<Path> other, List<X509Certificate> authorities) {}

  @Test
  void aFileIsOneThatCanBeReadAndACertificateIsWhatItHolds(@TempDir Path folder) throws Exception {
    Path text = java.nio.file.Files.writeString(folder.resolve("list"), "not a certificate");
    Map<String, Object> good = Map.of("f.list", text.toString());

    Files read = binding(good).bind("f", Files.class);
    assertThat(read.list()).isEqualTo(text);
    assertThat(read.other()).isEmpty();
    assertThat(read.authorities()).isEmpty();
    assertThatThrownBy(() -> binding(Map.of("f.list", folder + "/none")).bind("f", Files.class))
        .hasMessageContaining("f.list")
        .hasMessageContaining("no file")
        .hasMessageNotContaining("none");
    assertThatThrownBy(() ->
            binding(Map.of("f.list", text.toString(), "f.authorities", text.toString()))
                .bind("f", Files.class))
        .hasMessageContaining("f.authorities")
        .hasMessageContaining("no certificate")
        .hasMessageNotContaining("not a");
  }
}
