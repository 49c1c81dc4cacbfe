package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.document.DocumentType;
import java.util.List;
import java.util.Set;

/** The good sample. */
public class SampleFactory implements AdapterFactory<SampleConfig> {

  @Override
  public AdapterDescriptor descriptor() {
    return new AdapterDescriptor(
        "sample",
        AdapterDescriptor.SPI_VERSION,
        new LocalizedText("样例认证", "樣例認證", "Sample"),
        new LocalizedText("请准备好身份证", "請準備好身分證", "Have your identity card ready"),
        Set.of(
            Capability.REDIRECTS,
            Capability.POLLS,
            Capability.SIGNS_OUT,
            Capability.HEARS_REGISTERED),
        List.of(DocumentType.RESIDENT_ID));
  }

  @Override
  public Class<SampleConfig> configType() {
    return SampleConfig.class;
  }

  @Override
  public AuthenticationAdapter create(SampleConfig config, AdapterServices services) {
    return new SampleAdapter(config, services, Set.of());
  }
}
