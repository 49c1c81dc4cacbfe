package cn.tongxing.idp.notice.outbox;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.notice.Notices;
import cn.tongxing.idp.notice.Reachable;
import cn.tongxing.idp.notice.sms.SmsSettings;
import cn.tongxing.idp.notice.store.NoticeRows;
import cn.tongxing.idp.notice.store.NoticeRows.Notice;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** One row for each address, so that one that fails is tried again alone. */
@Service
class AppendNotices implements Notices {

  private final NoticeRows rows;
  private final Reachable reachable;
  private final SmsSettings sms;
  private final InstantSource clock;
  private final SecureRandom random;

  AppendNotices(
      NoticeRows rows,
      Reachable reachable,
      SmsSettings sms,
      InstantSource clock,
      SecureRandom random) {
    this.rows = rows;
    this.reachable = reachable;
    this.sms = sms;
    this.clock = clock;
    this.random = random;
  }

  @Override
  @Transactional
  public void tell(PersonId person, NoticeKind kind) {
    if (sms.isConfigured()) {
      Reachable.Reach reach = reachable.of(person);
      append(person, kind, reach.phones(), reach::language);
    }
  }

  @Override
  @Transactional
  public void tell(PersonId person, NoticeKind kind, Collection<PhoneNumber> phones) {
    if (sms.isConfigured()) {
      append(person, kind, phones, () -> reachable.language(person));
    }
  }

  private void append(
      PersonId person,
      NoticeKind kind,
      Collection<PhoneNumber> phones,
      Supplier<Optional<Locale>> own) {
    Instant now = clock.instant();
    Set<PhoneNumber> each = new LinkedHashSet<>(phones);
    Optional<Locale> language =
        each.isEmpty() || !kind.isToOwnerAlone() ? Optional.empty() : own.get();
    each.forEach(phone ->
        rows.append(new Notice(TimeOrderedId.at(now, random), person, kind, phone, language, now)));
  }
}
