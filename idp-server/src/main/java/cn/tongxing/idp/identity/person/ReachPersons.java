package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.notice.Reachable;
import java.util.List;
import org.springframework.stereotype.Component;

/** Phones, also those that are not fresh: a text names nobody. */
@Component
class ReachPersons implements Reachable {

  private final PhoneRows phones;

  ReachPersons(PhoneRows phones) {
    this.phones = phones;
  }

  @Override
  public List<PhoneNumber> phones(PersonId person) {
    return phones.of(person);
  }
}
