package cn.tongxing.idp.proofing.limits;

import cn.tongxing.idp.proofing.LimitSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Reads and checks the settings of the limits. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
class LimitsConfiguration {}
