package cn.tongxing.idp.platform;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The identity provider: what is scanned and configured. */
@SpringBootApplication(
    scanBasePackages = "cn.tongxing.idp",
    exclude = UserDetailsServiceAutoConfiguration.class)
public class TongxingServer {}
