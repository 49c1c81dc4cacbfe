package cn.tongxing.idp.platform.settings;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Refuses to start with a setting of {@code idp.*} that does not exist, or that its record refuses:
 * a misspelt kill switch would leave its way open without a word. Reads all of them at once, before
 * any service is started.
 */
final class StrictSettings implements EnvironmentPostProcessor, Ordered {

  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 60;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    KnownSettings known = KnownSettings.scan();
    List<String> problems =
        Stream.concat(
                new UnknownSettings(known).in(environment).stream(),
                new RefusedSettings(known).in(environment).stream())
            .distinct()
            .toList();
    if (!problems.isEmpty()) {
      throw new FailureAnalyzedException(
          "Settings that the server does not start with:\n\n"
              + problems.stream().map(each -> "    " + each).collect(Collectors.joining("\n")),
          "Correct or remove them. docs/operations/settings.md lists every setting.");
    }
  }
}
