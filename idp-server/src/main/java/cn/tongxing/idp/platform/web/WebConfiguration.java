package cn.tongxing.idp.platform.web;

import cn.tongxing.idp.kernel.Issuer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.RequestContextFilter;

/**
 * Order of the filters, and Spring Security's part in the pages: its request firewall, no state.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebSettings.class)
class WebConfiguration {

  @Bean
  FilterRegistrationBean<SecurityHeadersFilter> securityHeaders(Issuer issuer) {
    return first(new SecurityHeadersFilter(issuer.uri()), 0);
  }

  @Bean
  FilterRegistrationBean<OwnHostFilter> ownHost(Issuer issuer) {
    return first(new OwnHostFilter(issuer.uri()), 1);
  }

  @Bean
  FilterRegistrationBean<TrustedProxyFilter> trustedProxies(WebSettings settings) {
    return first(new TrustedProxyFilter(settings.proxyMatchers()), 2);
  }

  @Bean
  FilterRegistrationBean<UnreadableParametersFilter> unreadableParameters() {
    return first(new UnreadableParametersFilter(), 3);
  }

  @Bean
  FilterRegistrationBean<NotNowFilter> notNow() {
    return first(new NotNowFilter(), 4);
  }

  @Bean
  FilterRegistrationBean<NoHeadFilter> noHead() {
    return first(new NoHeadFilter(), 5);
  }

  /**
   * No thread-bound request outside of the pages' dispatcher, which binds its own: this takes the
   * filter's place and runs nothing.
   */
  @Bean
  FilterRegistrationBean<RequestContextFilter> noRequestContext() {
    var registration = new FilterRegistrationBean<>(new RequestContextFilter());
    registration.setEnabled(false);
    return registration;
  }

  /**
   * Pages keep no state in Spring Security and need none of its filters: the single sign-on session
   * is ours, and each form carries a proof bound to browser and step, which is stronger than a
   * token per session. Its request firewall stands in front of this chain too.
   */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  SecurityFilterChain pages() {
    return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE);
  }

  @Bean
  HttpFirewall requestFirewall() {
    return new RequestFirewall();
  }

  private static <F extends OncePerRequestFilter> FilterRegistrationBean<F> first(
      F filter, int place) {
    FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
    // the very first is what measures and numbers the request
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1 + place);
    return registration;
  }
}
