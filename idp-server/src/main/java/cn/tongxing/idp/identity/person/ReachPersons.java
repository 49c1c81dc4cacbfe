package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.SpokenLanguages;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.notice.Reachable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Phones, also those that are not fresh: a text names nobody. */
@Component
class ReachPersons implements Reachable {

  private final PhoneRows phones;
  private final SpokenLanguages languages;

  ReachPersons(PhoneRows phones, SpokenLanguages languages) {
    this.phones = phones;
    this.languages = languages;
  }

  @Override
  public List<PhoneNumber> phones(PersonId person) {
    return phones.of(person);
  }

  @Override
  public Optional<Locale> language(PersonId person) {
    return languages.told(person);
  }
}
