package cn.tongxing.idp.identity.holder;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HolderSettings.class)
class HolderConfiguration {}
