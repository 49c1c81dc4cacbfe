package cn.tongxing.idp.identity.place;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountTakenOver;
import cn.tongxing.idp.identity.DeviceNames;
import cn.tongxing.idp.identity.EarlierWaysEnded;
import cn.tongxing.idp.identity.OwnName;
import cn.tongxing.idp.identity.store.DeviceNameRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.TimeOrderedId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sealed under the person's own key. */
@Service
class StoredDeviceNames implements DeviceNames {

  private final DeviceNameRows rows;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random;

  StoredDeviceNames(DeviceNameRows rows, Audit audit, InstantSource clock, SecureRandom random) {
    this.rows = rows;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Names of(PersonId person) {
    return new Names(rows.of(person));
  }

  @Override
  @Transactional
  public boolean rename(PersonId person, byte[] browser, String name, RequestOrigin origin) {
    Optional<OwnName> own = OwnName.of(name);
    if (own.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    rows.name(TimeOrderedId.at(now, random), person, browser, own.get(), now);
    audit.record(AuditEvent.of(AuditEventType.DEVICE_RENAMED, origin).person(person));
    return true;
  }

  /** What the one before wrote is not theirs who has the account now. */
  @EventListener
  void on(AccountTakenOver taken) {
    rows.delete(taken.person());
  }

  @EventListener
  void on(EarlierWaysEnded ended) {
    rows.delete(ended.person());
  }
}
