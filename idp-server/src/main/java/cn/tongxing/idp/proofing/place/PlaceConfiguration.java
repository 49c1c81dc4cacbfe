package cn.tongxing.idp.proofing.place;

import cn.tongxing.idp.proofing.Places;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlaceSettings.class)
class PlaceConfiguration {

  @Bean
  Places places(PlaceSettings settings) {
    return Optional.ofNullable(settings.networks())
        .map(NetworkTable::read)
        .orElseGet(NetworkTable::none);
  }
}
