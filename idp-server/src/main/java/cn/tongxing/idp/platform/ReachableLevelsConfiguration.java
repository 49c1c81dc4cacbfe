package cn.tongxing.idp.platform;

import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.protocol.ReachableLevels;
import java.util.Comparator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells the protocol what the configured ways lead to. */
@Configuration(proxyBeanMethods = false)
class ReachableLevelsConfiguration {

  /**
   * Identity as far as an adapter goes; without any, accounts come from elsewhere and may have any
   * level. A passkey can always be set, so every assurance of authentication is in reach.
   */
  @Bean
  ReachableLevels reachableLevels(AdapterHost adapters) {
    return () ->
        new Acr(
            adapters.ways().stream()
                .map(way -> way.reaches().identity())
                .max(Comparator.naturalOrder())
                .orElse(IdentityAssurance.P5),
            AuthenticationAssurance.A3);
  }
}
