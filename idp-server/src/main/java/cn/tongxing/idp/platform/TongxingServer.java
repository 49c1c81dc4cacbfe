package cn.tongxing.idp.platform;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The identity provider: what is scanned and configured. */
@ConfigurationPropertiesScan("cn.tongxing.idp")
@SpringBootApplication(
    scanBasePackages = "cn.tongxing.idp",
    exclude = UserDetailsServiceAutoConfiguration.class)
public class TongxingServer {}
