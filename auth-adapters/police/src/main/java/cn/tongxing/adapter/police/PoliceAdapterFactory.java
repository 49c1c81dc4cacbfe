package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.document.DocumentType;
import java.util.List;
import java.util.Set;

/** Makes the adapter {@code police}. */
public final class PoliceAdapterFactory implements AdapterFactory<PoliceConfig> {

  static final List<DocumentType> DOCUMENTS =
      List.of(DocumentType.RESIDENT_ID, DocumentType.RESIDENCE_PERMIT_HKMOTW);

  @Override
  public AdapterDescriptor descriptor() {
    return new AdapterDescriptor(
        "police",
        AdapterDescriptor.SPI_VERSION,
        PoliceTexts.LABEL,
        PoliceTexts.HINT,
        Set.of(Capability.POLLS),
        DOCUMENTS);
  }

  /** Who uses the network identity need not look for it on the form for name and number. */
  @Override
  public List<Door> doors(PoliceConfig config) {
    return config.networkIdentity().isPresent()
        ? List.of(
            new Door(
                IdentityForm.NETWORK_IDENTITY,
                PoliceTexts.NETWORK_IDENTITY,
                PoliceTexts.NETWORK_IDENTITY_HINT))
        : List.of();
  }

  @Override
  public Class<PoliceConfig> configType() {
    return PoliceConfig.class;
  }

  @Override
  public AuthenticationAdapter create(PoliceConfig config, AdapterServices services) {
    return new PoliceAdapter(config, services);
  }
}
