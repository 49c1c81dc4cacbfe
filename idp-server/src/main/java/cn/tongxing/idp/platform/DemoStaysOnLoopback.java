package cn.tongxing.idp.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;

/**
 * Refuses to start the demonstration (profile {@code demo}: fake citizens, generated keys, plain
 * HTTP) where anybody but this machine could reach it. Runs before any service is started.
 */
final class DemoStaysOnLoopback implements EnvironmentPostProcessor, Ordered {

  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 50;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (environment.acceptsProfiles(Profiles.of("demo"))) {
      requireLoopback(environment, "server.address");
    }
  }

  private static void requireLoopback(ConfigurableEnvironment environment, String property) {
    var address = environment.getProperty(property, "");
    if (!isLoopback(address)) {
      throw new FailureAnalyzedException(
          "The demonstration listens on loopback only, but %s is '%s'."
              .formatted(property, address),
          "Remove %s, or start without the profile demo.".formatted(property));
    }
  }

  static boolean isLoopback(String address) {
    if (address.isBlank()) {
      return false; // all of them
    }
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
