package cn.tongxing.idp.testing;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives every application context of a test its own database and its own logical Redis, unless the
 * test configures them or sets {@code idp.testing.services} to {@code false}. A wrong password is
 * answered after the shortest time there.
 */
final class TestServicesPostProcessor implements EnvironmentPostProcessor, Ordered {

  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 90;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (environment.containsProperty("spring.datasource.url")
        || !environment.getProperty("idp.testing.services", Boolean.class, true)) {
      return;
    }
    var database = TestServices.newDatabase();
    // each context has another database: the checkpoints of one are not the other's
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("noWitnesses", Map.of("idp.audit.witness-folder", "")));
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "testServices",
                Map.of(
                    "spring.datasource.url", database.jdbcUrl(),
                    "spring.datasource.username", database.user(),
                    "spring.datasource.password", database.password(),
                    "idp.redis.uri", TestServices.freshRedisUri(),
                    "idp.password.refusal-step", "100ms")));
  }
}
