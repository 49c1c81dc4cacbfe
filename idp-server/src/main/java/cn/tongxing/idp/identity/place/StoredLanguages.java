package cn.tongxing.idp.identity.place;

import cn.tongxing.idp.identity.AccountTakenOver;
import cn.tongxing.idp.identity.EarlierWaysEnded;
import cn.tongxing.idp.identity.SpokenLanguages;
import cn.tongxing.idp.identity.store.LanguageRows;
import cn.tongxing.idp.kernel.PersonId;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** One row a person. */
@Service
class StoredLanguages implements SpokenLanguages {

  private final LanguageRows rows;
  private final InstantSource clock;

  StoredLanguages(LanguageRows rows, InstantSource clock) {
    this.rows = rows;
    this.clock = clock;
  }

  @Override
  public void chose(PersonId person, Locale language) {
    rows.note(person, language, clock.instant());
  }

  /** The language of whoever opened the account is not its holder's. */
  @EventListener
  void on(AccountTakenOver taken) {
    rows.delete(taken.person());
  }

  @EventListener
  void on(EarlierWaysEnded ended) {
    ended
        .since()
        .ifPresentOrElse(
            since -> rows.forgetSince(ended.person(), since), () -> rows.delete(ended.person()));
  }

  @Override
  public Optional<Locale> told(PersonId person) {
    return rows.of(person, clock.instant());
  }
}
