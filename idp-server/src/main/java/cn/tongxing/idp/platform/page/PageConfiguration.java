package cn.tongxing.idp.platform.page;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Wires languages, display mode and assets. Templates reach the beans by name. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SiteSettings.class)
class PageConfiguration implements WebMvcConfigurer {

  @Bean
  Assets assets(SiteSettings settings) {
    return new Assets(settings.look());
  }

  @Bean
  Site site(@Value("${idp.demo:false}") boolean demo, SiteSettings settings, Assets assets) {
    return settings.site(demo, assets.logo());
  }

  /** Before the templates, which it asks once. */
  @Bean
  CutPages cutPages(ThymeleafViewResolver templates) {
    return new CutPages(templates);
  }

  @Bean
  LocaleResolver localeResolver() {
    return new PageLanguages();
  }

  /** The catalogue; simplified Chinese is the base that a missing text falls back to. */
  @Bean
  MessageSource messageSource() {
    ResourceBundleMessageSource messages = new PageMessages();
    messages.setBasename("messages");
    messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
    messages.setFallbackToSystemLocale(false);
    messages.setDefaultLocale(Locale.SIMPLIFIED_CHINESE);
    return messages;
  }

  /** Before security, whose answers are pages too. */
  @Bean
  FilterRegistrationBean<PagePreferences> pagePreferences() {
    FilterRegistrationBean<PagePreferences> registration =
        new FilterRegistrationBean<>(new PagePreferences());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
    return registration;
  }

  /** Outside of everything that writes a page. */
  @Bean
  FilterRegistrationBean<CompressedPages> compressedPages() {
    FilterRegistrationBean<CompressedPages> registration =
        new FilterRegistrationBean<>(new CompressedPages());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 90);
    return registration;
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors.addInterceptor(new TransactionLanguage());
  }
}
