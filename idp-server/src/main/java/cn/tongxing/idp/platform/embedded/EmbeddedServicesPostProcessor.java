package cn.tongxing.idp.platform.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.logging.Log;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts the embedded services when no database is configured, and tells the rest of the
 * application where they are by the same properties an operator would set.
 */
final class EmbeddedServicesPostProcessor implements EnvironmentPostProcessor, Ordered {

  /** After the configuration files have been read. */
  private static final int ORDER = ConfigDataEnvironmentPostProcessor.ORDER + 100;

  private final Log log;

  EmbeddedServicesPostProcessor(DeferredLogFactory logs) {
    this.log = logs.getLog(EmbeddedServicesPostProcessor.class);
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    boolean database = environment.containsProperty("spring.datasource.url");
    boolean redis = environment.containsProperty("idp.redis.uri");
    if (database && redis) {
      return;
    }
    if (database || redis) {
      throw new FailureAnalyzedException(
          "Of spring.datasource.url and idp.redis.uri only one is configured.",
          "Configure both, or neither to have the server start its own PostgreSQL and Redis.");
    }
    var data = Path.of(environment.getProperty("idp.data-folder", "data"));
    publish(addresses(data, environment), data, environment);
  }

  private ServiceAddresses addresses(Path data, ConfigurableEnvironment environment) {
    var own =
        Binder.get(environment)
            .bindOrCreate("idp.embedded", Bindable.of(OwnServicesSettings.class));
    if (own.joinRunning()) {
      var running = EmbeddedServices.running(data);
      if (running.isPresent()) {
        return running.get();
      }
    }
    if (environment.getProperty("idp.command", Boolean.class, false)
        && !Files.isDirectory(data.resolve("postgres"))) {
      throw new FailureAnalyzedException(
          "No system has run in " + data.toAbsolutePath().normalize() + ".",
          "A command begins none: name the folder by idp.data-folder, or start the server first.");
    }
    var binaries = Objects.requireNonNullElse(own.binariesFolder(), data.resolve("bin"));
    var settings = new EmbeddedSettings(data, binaries, Durability.KEPT);
    long begin = System.nanoTime();
    var services = EmbeddedServices.start(settings);
    // these handlers run after all application contexts are closed, unlike a shutdown hook
    SpringApplication.getShutdownHandlers().add(services::close);
    log.info(
        "Embedded PostgreSQL and Redis ready after %d ms, data in %s"
            .formatted((System.nanoTime() - begin) / 1_000_000, data.toAbsolutePath()));
    return services.addresses();
  }

  private static void publish(
      ServiceAddresses addresses, Path data, ConfigurableEnvironment environment) {
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "embeddedServices",
                Map.of(
                    "spring.datasource.url", addresses.jdbcUrl(),
                    "spring.datasource.username", addresses.databaseUser(),
                    "spring.datasource.password", addresses.databasePassword(),
                    "idp.redis.uri", addresses.redisUri(),
                    "idp.keys.key-encryption-key-file", data.resolve("keys/key-encryption-key"),
                    "idp.keys.generate-missing", true)));
  }
}
