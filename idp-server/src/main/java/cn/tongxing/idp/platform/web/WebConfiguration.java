package cn.tongxing.idp.platform.web;

import cn.tongxing.idp.kernel.Issuer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.filter.OncePerRequestFilter;

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

  /**
   * Pages keep no state in Spring Security: the single sign-on session is ours, and each form
   * carries a proof bound to browser and step, which is stronger than a token per session.
   */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  SecurityFilterChain pages(HttpSecurity http) throws Exception {
    return http.sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .build();
  }

  private static <F extends OncePerRequestFilter> FilterRegistrationBean<F> first(
      F filter, int place) {
    FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
    return registration;
  }
}
