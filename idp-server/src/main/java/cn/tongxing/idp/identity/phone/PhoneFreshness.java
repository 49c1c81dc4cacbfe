package cn.tongxing.idp.identity.phone;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.PhoneRows.BoundPhone;
import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

  /**
   * Whether a right code to the phone says that it is this person: bound to nobody else, even
   * somebody who is shut out, and fresh.
   */
  public boolean isTheirOwn(PersonId person, PhoneNumber phone) {
    List<BoundPhone> bound = speaking(phones.bindings(phone));
    return isOfOne(bound, phone) && bound.getFirst().person().equals(person);
  }

  /** Whether the phone is bound to this person and may stand for nobody else, fresh or not. */
  boolean isOnlyTheirs(PersonId person, PhoneNumber phone) {
    List<BoundPhone> bound = speaking(phones.bindings(phone));
    return bound.size() == 1 && bound.getFirst().person().equals(person);
  }

  /** A binding made since then cannot have been issued to somebody else meanwhile. */
  Instant since(PhoneNumber phone) {
    return clock.instant().minus(settings.fresh(phone));
  }

  /**
   * Those whom a phone may stand for. An account that belongs to a pseudonym takes no phone from a
   * person who is known by name, whoever opened it there.
   */
  static List<BoundPhone> speaking(List<BoundPhone> bound) {
    List<BoundPhone> named = bound.stream().filter(BoundPhone::named).toList();
    return named.isEmpty() ? bound : named;
  }

  boolean isOfOne(List<BoundPhone> bound, PhoneNumber phone) {
    return bound.size() == 1 && isFresh(bound.getFirst(), phone);
  }

  /** Whether the phone is bound to the person, and was theirs not long ago; others may share it. */
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
