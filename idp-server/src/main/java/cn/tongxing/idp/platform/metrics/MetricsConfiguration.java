package cn.tongxing.idp.platform.metrics;

import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.protocol.Endpoints;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Nobody scrapes an administrative command. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "idp.command", havingValue = "false", matchIfMissing = true)
class MetricsConfiguration {

  private static final Set<String> ENDPOINTS =
      Set.of(
          Endpoints.AUTHORIZE,
          Endpoints.TOKEN,
          Endpoints.USERINFO,
          Endpoints.JWKS,
          Endpoints.JWKS_WHOLE,
          Endpoints.INTROSPECT,
          Endpoints.REVOKE,
          Endpoints.LOGOUT,
          "/.well-known/openid-configuration",
          "/.well-known/oauth-authorization-server");

  @Bean
  PrometheusMeterRegistry meterRegistry() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  @Bean
  EventMeters eventMeters(MeterRegistry registry) {
    return new EventMeters(registry);
  }

  @Bean
  AdapterMeters adapterMeters(MeterRegistry registry) {
    return new AdapterMeters(registry);
  }

  @Bean
  SmartInitializingSingleton circuits(AdapterMeters meters, AdapterHost host) {
    return () -> meters.watch(host);
  }

  @Bean
  FilterRegistrationBean<RequestMeter> requestMeter(MeterRegistry registry, SecureRandom random) {
    var registration = new FilterRegistrationBean<>(new RequestMeter(registry, ENDPOINTS, random));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  /** Process, heap, collector and the pool of connections. */
  @Bean
  SmartInitializingSingleton usualMeters(MeterRegistry registry, DataSource database) {
    return () -> {
      List<MeterBinder> binders =
          List.of(
              new JvmMemoryMetrics(),
              new JvmGcMetrics(),
              new JvmThreadMetrics(),
              new ProcessorMetrics(),
              new UptimeMetrics());
      binders.forEach(binder -> binder.bindTo(registry));
      if (database instanceof HikariDataSource pool) {
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
      }
    };
  }
}
