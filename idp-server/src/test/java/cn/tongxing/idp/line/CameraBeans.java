package cn.tongxing.idp.line;

import cn.tongxing.idp.testing.CameraAdapter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** An adapter that captures, on the real server. */
@Configuration(proxyBeanMethods = false)
@Profile("filming")
class CameraBeans {

  @Bean
  CameraAdapter cameraAdapter() {
    return new CameraAdapter();
  }
}
