package cn.tongxing.idp.identity.credential;

import cn.tongxing.idp.identity.phone.PhoneFreshness;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.WayRows;
import cn.tongxing.idp.kernel.PersonId;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Nobody takes away the last thing that opens their account: whatever it is, the same is asked. A
 * phone is left where its code opens the account: fresh, and nobody else's too.
 */
@Component
class LastWay {

  private final WayRows ways;
  private final PhoneRows phones;
  private final PhoneFreshness freshness;

  LastWay(WayRows ways, PhoneRows phones, PhoneFreshness freshness) {
    this.ways = ways;
    this.phones = phones;
    this.freshness = freshness;
  }

  /**
   * Whether nothing else opens the account. The caller holds the person's row, so that two at once
   * are one after the other.
   *
   * @param one of the account's passkeys or links
   */
  boolean is(PersonId person, UUID one) {
    return !ways.hasBesides(person, one)
        && phones.of(person).stream().noneMatch(each -> freshness.isTheirOwn(person, each));
  }
}
