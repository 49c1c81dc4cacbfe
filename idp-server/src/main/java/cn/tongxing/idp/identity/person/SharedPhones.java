package cn.tongxing.idp.identity.person;

import cn.tongxing.idp.identity.OwnFactors;
import cn.tongxing.idp.identity.PhoneCredentials;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.phone.PhoneFreshness;
import cn.tongxing.idp.kernel.PersonId;
import org.springframework.stereotype.Component;

/**
 * A phone that a family shares says that it is one of them; name and number, or a network identity
 * that was confirmed elsewhere, which of them.
 */
@Component
class SharedPhones {

  private final PhoneCredentials phones;
  private final PhoneFreshness freshness;
  private final OwnFactors own;

  SharedPhones(PhoneCredentials phones, PhoneFreshness freshness, OwnFactors own) {
    this.phones = phones;
    this.freshness = freshness;
    this.own = own;
  }

  /**
   * Whether a proof that points to the person chooses them; who has an own factor is asked for it.
   */
  boolean isChosen(PersonId person, Proof proof) {
    return proof
        .possessedPhone()
        .filter(each -> phones.isShared(each) && freshness.isFresh(person, each))
        .filter(_ -> !own.has(person))
        .isPresent();
  }
}
