package cn.tongxing.idp.platform.page;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.consent.TermsInForce;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.me.OurOffice;
import cn.tongxing.idp.protocol.PublishedPages;
import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Tells the protocol where the texts are that the foot of each page leads to, and the citizen's own
 * page whose it is, and which terms are accepted there.
 */
@Configuration(proxyBeanMethods = false)
class PublishedPagesConfiguration {

  @Bean
  PublishedPages publishedPages(Issuer issuer, Site site) {
    return new PublishedPages(
        address(issuer, site, "privacy"), address(issuer, site, "terms"), PageLanguages.READABLE);
  }

  @Bean
  TermsInForce termsInForce(SiteSettings settings) {
    return new TermsInForce(settings.acceptedTerms());
  }

  /** The office that answers for it, else what the service is called. */
  @Bean
  OurOffice ourOffice(Site site) {
    return new OurOffice(
        site.operator()
            .or(site::title)
            .or(site::name)
            .orElseGet(
                () -> new LocalizedText("城市统一身份认证平台", "城市統一身分驗證平台", "City Identity Service")));
  }

  private static URI address(Issuer issuer, Site site, String name) {
    return site.topics().stream()
        .filter(topic -> topic.name().equals(name))
        .map(topic -> issuer.uri().resolve(topic.href()))
        .findFirst()
        .orElseThrow();
  }
}
