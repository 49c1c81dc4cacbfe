package cn.tongxing.idp.carriers;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.identity.HolderCheck;
import cn.tongxing.idp.identity.ReissueCheck;
import cn.tongxing.idp.outbound.GuardedHttp;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the two checks; each has a breaker of its own, so that one does not silence the other. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CarrierSettings.class)
class CarrierConfiguration {

  /** What both are made of. */
  record Way(GuardedHttp outbound, Audit audit, InstantSource clock, SecureRandom random) {

    NumberService service(CarrierSettings settings, CarrierSettings.Key key) {
      return new NumberService(settings, key, outbound, audit, clock, random);
    }
  }

  @Bean
  Way carrierWay(GuardedHttp outbound, Audit audit, InstantSource clock, SecureRandom random) {
    return new Way(outbound, audit, clock, random);
  }

  @Bean
  @ConditionalOnMissingBean
  ReissueCheck reissueCheck(CarrierSettings settings, Way way) {
    return settings
        .key()
        .filter(_ -> !settings.reissueAuthCode().isBlank())
        .<ReissueCheck>map(
            key -> new CarrierReissueCheck(way.service(settings, key), settings.reissueAuthCode()))
        .orElse(ReissueCheck.NONE);
  }

  @Bean
  @ConditionalOnMissingBean
  HolderCheck holderCheck(CarrierSettings settings, Way way) {
    return settings
        .key()
        .filter(_ -> !settings.holderAuthCode().isBlank())
        .<HolderCheck>map(
            key -> new CarrierHolderCheck(way.service(settings, key), settings.holderAuthCode()))
        .orElse(HolderCheck.NONE);
  }
}
