package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.Secret;
import java.net.URI;

record SampleConfig(URI site, Secret key) {
  SampleConfig {
    if (!site.isAbsolute()) {
      throw new IllegalArgumentException("site: must be absolute");
    }
    if (key.reveal().length() < 16) {
      throw new IllegalArgumentException("key: at least 16 characters");
    }
  }
}
