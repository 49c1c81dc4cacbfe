package cn.tongxing.idp.testing;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What every server of a test has unless the test says otherwise: a key, without which none starts,
 * and no port that it was not given, since many run in one JVM. Set before settings are checked.
 */
final class TestDefaults implements EnvironmentPostProcessor, Ordered {

  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 50;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "testDefaults",
                Map.of(
                    "idp.management.port",
                    0,
                    "idp.management.warm-up",
                    false,
                    "idp.keys.key-encryption-key-file",
                    TestServices.keyEncryptionKeyFile(),
                    "idp.keys.generate-missing",
                    true)));
  }
}
