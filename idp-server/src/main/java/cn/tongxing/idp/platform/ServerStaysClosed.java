package cn.tongxing.idp.platform;

import java.util.List;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Refuses settings of the container that would open what the server keeps closed: somebody else's
 * forwarded headers, and plain HTTP to other machines. Runs before any service is started.
 */
final class ServerStaysClosed implements EnvironmentPostProcessor, Ordered {

  private static final List<String> HEADERS_OF_ANYBODY =
      List.of("server.tomcat.remoteip.remote-ip-header", "server.tomcat.remoteip.protocol-header");

  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 51;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String strategy = environment.getProperty("server.forward-headers-strategy", "none");
    boolean believed =
        !strategy.equalsIgnoreCase("none")
            || HEADERS_OF_ANYBODY.stream().anyMatch(environment::containsProperty);
    if (believed) {
      throw new FailureAnalyzedException(
          "The container would believe forwarded headers of whole private networks.",
          "Leave server.forward-headers-strategy and server.tomcat.remoteip.* out, and name the"
              + " proxies in idp.web.trusted-proxies.");
    }
    String address = environment.getProperty("server.address", "");
    if (environment.getProperty("idp.issuer", "http:").startsWith("http:")
        && !DemoStaysOnLoopback.isLoopback(address)) {
      throw new FailureAnalyzedException(
          "Plain HTTP is for loopback only, but server.address is '%s'.".formatted(address),
          "Set idp.issuer to the https address that browsers use, or remove server.address.");
    }
  }
}
