package cn.tongxing.idp.platform.probe;

import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.keys.PasswordHash;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Nobody asks an administrative command whether it is ready. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ManagementSettings.class)
class ProbeConfiguration {

  @Bean
  @ConditionalOnProperty(name = "idp.command", havingValue = "false", matchIfMissing = true)
  ApplicationRunner warmUp(
      ManagementSettings settings, Environment environment, Issuer issuer, PasswordHash passwords) {
    return settings.warmUp() ? new WarmUp(environment, issuer, passwords) : arguments -> {};
  }

  @Bean
  @ConditionalOnProperty(name = "idp.command", havingValue = "false", matchIfMissing = true)
  ProbeServer probeServer(
      ManagementSettings settings,
      Readiness readiness,
      PrometheusMeterRegistry metrics,
      AdapterHost adapters) {
    return new ProbeServer(
        settings, readiness::problem, metrics::scrape, () -> AdapterReport.of(adapters.statuses()));
  }
}
