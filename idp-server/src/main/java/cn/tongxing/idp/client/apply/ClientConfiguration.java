package cn.tongxing.idp.client.apply;

import cn.tongxing.idp.client.ClientSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClientSettings.class)
class ClientConfiguration {}
