package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.document.DocumentType;
import java.util.List;
import java.util.Set;

/** The good sample with a camera in the place of the upstream's site. */
public class CapturingFactory extends SampleFactory {

  @Override
  public AdapterDescriptor descriptor() {
    return new AdapterDescriptor(
        "capturing",
        AdapterDescriptor.SPI_VERSION,
        new LocalizedText("样例人脸", "樣例臉部", "Sample face"),
        new LocalizedText("需要摄像头", "需要鏡頭", "Needs a camera"),
        Set.of(Capability.CAPTURES, Capability.POLLS),
        List.of(DocumentType.RESIDENT_ID));
  }

  @Override
  public AuthenticationAdapter create(SampleConfig config, AdapterServices services) {
    return new CapturingAdapter(super.create(config, services));
  }
}
