package cn.tongxing.idp.line;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The server's clock, set forward while a test waits for something to expire. */
final class TravellingClock implements InstantSource {

  private final InstantSource real;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  private TravellingClock(InstantSource real) {
    this.real = real;
  }

  void ahead(Duration time) {
    ahead.set(time);
  }

  @Override
  public Instant instant() {
    return real.instant().plus(ahead.get());
  }

  /** Puts this clock in place of the server's. */
  @Profile("travelling")
  @Configuration(proxyBeanMethods = false)
  static class Travelling {

    @Bean
    static BeanPostProcessor travellingClock() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof InstantSource real ? new TravellingClock(real) : bean;
        }
      };
    }
  }
}
