package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import java.util.List;
import java.util.Optional;

/** Phones bound to persons. A family may share one: at most five persons a phone. */
public interface PhoneCredentials {

  /**
   * Persons who may sign in by a code to this phone; disabled ones left out. Call only after the
   * code.
   */
  List<Holder> holders(PhoneNumber phone);

  /** One person bound to the phone, and the name to choose by. */
  record Holder(PersonId person, Optional<PersonName> name) {}
}
