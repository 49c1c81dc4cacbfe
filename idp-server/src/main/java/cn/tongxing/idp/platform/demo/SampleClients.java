package cn.tongxing.idp.platform.demo;

import cn.tongxing.idp.client.ClientApply;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Registers the two sample departments the way an operator would, by a clients file; a second start
 * finds nothing to change.
 */
@Component
@ConditionalOnProperty(name = "idp.command", havingValue = "false", matchIfMissing = true)
@Profile("demo")
class SampleClients implements ApplicationRunner {

  private static final Logger LOG = LoggerFactory.getLogger(SampleClients.class);

  private final ClientApply clients;
  private final Environment environment;

  SampleClients(ClientApply clients, Environment environment) {
    this.clients = clients;
    this.environment = environment;
  }

  @Override
  public void run(ApplicationArguments arguments) throws IOException {
    // beside the secrets that it names
    Path folder = Path.of(environment.getRequiredProperty("idp.sample.secrets-folder"));
    Path file = Files.createTempFile(folder, "clients", ".yml");
    try {
      String template =
          new ClassPathResource("demo/clients.yml").getContentAsString(StandardCharsets.UTF_8);
      Files.writeString(file, environment.resolveRequiredPlaceholders(template));
      apply(file);
    } finally {
      Files.delete(file);
    }
  }

  private void apply(Path file) {
    switch (clients.plan(file)) {
      case ClientApply.Rejected rejected ->
          throw new IllegalStateException("sample clients: " + rejected.problems());
      case ClientApply.Plan plan when plan.isEmpty() -> LOG.info("sample clients are registered");
      case ClientApply.Plan plan -> {
        clients.apply(plan, RequestOrigin.SERVER);
        LOG.info("sample clients: {} registered or changed", plan.changes().size());
      }
    }
  }
}
