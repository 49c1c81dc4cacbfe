package cn.tongxing.idp.platform;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/**
 * The identity provider: what is scanned and configured. Beans are named by their full class names,
 * so that two modules may each have their {@code Codes}.
 */
@ConfigurationPropertiesScan("cn.tongxing.idp")
@SpringBootApplication(
    scanBasePackages = "cn.tongxing.idp",
    nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
    exclude = UserDetailsServiceAutoConfiguration.class)
public class TongxingServer {}
