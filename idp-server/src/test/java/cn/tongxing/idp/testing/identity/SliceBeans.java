package cn.tongxing.idp.testing.identity;

import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.session.UpstreamSessions;
import java.net.URI;
import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;

/** What every slice of the server takes from outside it. */
public class SliceBeans {

  @Bean
  MovableClock clock() {
    return new MovableClock();
  }

  @Bean
  SecureRandom secureRandom() {
    return new SecureRandom();
  }

  @Bean
  RegisteredClients clients() {
    return new RegisteredClients();
  }

  @Bean
  Carriers carriers() {
    return new Carriers();
  }

  /** Those at upstreams are the protocol's to end. */
  @Bean
  UpstreamSessions upstreamSessions() {
    return (_, _, _) -> false;
  }

  @Bean
  Issuer issuer() {
    return new Issuer(URI.create("https://id.example"));
  }
}
