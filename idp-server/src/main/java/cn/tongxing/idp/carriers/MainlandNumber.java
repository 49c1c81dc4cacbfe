package cn.tongxing.idp.carriers;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import java.util.Optional;

/** The eleven digits of a mainland number: the three carriers know no others. */
final class MainlandNumber {

  private MainlandNumber() {}

  static Optional<String> of(PhoneNumber phone) {
    return phone.countryCode().equals("86")
        ? Optional.of(phone.reveal().substring("+86".length()))
        : Optional.empty();
  }
}
