package cn.tongxing.idp.platform.probe;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Nobody asks an administrative command whether it is ready. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ManagementSettings.class)
class ProbeConfiguration {

  @Bean
  @ConditionalOnProperty(name = "idp.command", havingValue = "false", matchIfMissing = true)
  ProbeServer probeServer(
      ManagementSettings settings, Readiness readiness, PrometheusMeterRegistry metrics) {
    return new ProbeServer(settings, readiness::problem, metrics::scrape);
  }
}
