package cn.tongxing.idp.identity.person;

import cn.tongxing.idp.identity.SpokenLanguages;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.PhoneRows.ToldPhone;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.notice.Reachable;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Phones, also those that are not fresh: a text names nobody. */
@Component
class ReachPersons implements Reachable {

  private final PhoneRows phones;
  private final SpokenLanguages languages;
  private final InstantSource clock;

  ReachPersons(PhoneRows phones, SpokenLanguages languages, InstantSource clock) {
    this.phones = phones;
    this.languages = languages;
    this.clock = clock;
  }

  @Override
  public Reach of(PersonId person) {
    List<ToldPhone> told = phones.told(person, clock.instant());
    return new Reach(
        told.stream().map(ToldPhone::phone).toList(),
        told.stream().flatMap(each -> each.language().stream()).findFirst());
  }

  @Override
  public Optional<Locale> language(PersonId person) {
    return languages.told(person);
  }
}
