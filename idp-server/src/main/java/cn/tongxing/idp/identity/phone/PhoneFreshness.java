package cn.tongxing.idp.identity.phone;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.PhoneRows.BoundPhone;
import cn.tongxing.idp.kernel.PersonId;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** The rule of freshness, the same for every path. */
@Component
public class PhoneFreshness {

  private final PhoneSettings settings;
  private final PhoneRows phones;
  private final InstantSource clock;

  PhoneFreshness(PhoneSettings settings, PhoneRows phones, InstantSource clock) {
    this.settings = settings;
    this.phones = phones;
    this.clock = clock;
  }

  /** Whether the phone is bound to the person, and was theirs not long ago. */
  public boolean isFresh(PersonId person, PhoneNumber phone) {
    return phones.bindings(phone).stream()
        .anyMatch(each -> each.person().equals(person) && isFresh(each, phone));
  }

  boolean isFresh(BoundPhone binding, PhoneNumber phone) {
    return binding
        .shownAt()
        .map(shown -> clock.instant().isBefore(shown.plus(settings.fresh(phone))))
        .orElse(false);
  }
}
