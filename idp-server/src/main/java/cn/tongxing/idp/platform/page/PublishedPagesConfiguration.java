package cn.tongxing.idp.platform.page;

import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.protocol.PublishedPages;
import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells the protocol where the texts are that the foot of each page leads to. */
@Configuration(proxyBeanMethods = false)
class PublishedPagesConfiguration {

  @Bean
  PublishedPages publishedPages(Issuer issuer, Site site) {
    return new PublishedPages(address(issuer, site, "privacy"), address(issuer, site, "terms"));
  }

  private static URI address(Issuer issuer, Site site, String name) {
    return site.topics().stream()
        .filter(topic -> topic.name().equals(name))
        .map(topic -> issuer.uri().resolve(topic.href()))
        .findFirst()
        .orElseThrow();
  }
}
