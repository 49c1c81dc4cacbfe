package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.LocalizedText;
import java.util.Optional;

/** Where an address is, as far as the city knows: by the operator's table of networks. */
@FunctionalInterface
public interface Places {

  /** The place of an address; empty if unknown. */
  Optional<LocalizedText> of(String address);
}
