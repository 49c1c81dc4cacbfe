package cn.tongxing.idp.platform.command;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A command takes no commands. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CommandSocketSettings.class)
class CommandSocketConfiguration {

  @Bean
  @ConditionalOnProperty(name = "idp.command", havingValue = "false", matchIfMissing = true)
  CommandSocket commandSocket(
      CommandSocketSettings settings, ConfigurableApplicationContext server) {
    return new CommandSocket(settings.socket(), server);
  }
}
