package cn.tongxing.idp.identity.phone;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.ReissueCheck;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.PhoneRows.BoundPhone;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Asks the carriers about bindings that are not fresh, and does what they say. */
@Component
class RecheckPhones {

  private static final Logger LOG = LoggerFactory.getLogger(RecheckPhones.class);

  private final PhoneRows phones;
  private final ReplacePhone replace;
  private final PhoneFreshness freshness;
  private final ReissueCheck check;
  private final TransactionOperations database;
  private final Audit audit;
  private final InstantSource clock;

  RecheckPhones(
      PhoneRows phones,
      ReplacePhone replace,
      PhoneFreshness freshness,
      Optional<ReissueCheck> check,
      TransactionOperations database,
      Audit audit,
      InstantSource clock) {
    this.phones = phones;
    this.replace = replace;
    this.freshness = freshness;
    this.check = check.orElse(ReissueCheck.NONE);
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /** The bindings that are left, as they are now. */
  List<BoundPhone> askedAbout(PhoneNumber phone, RequestOrigin origin) {
    List<BoundPhone> bound = phones.bindings(phone);
    boolean anythingNew = false;
    for (BoundPhone each : bound) {
      if (!freshness.isFresh(each, phone) && each.shownAt().isPresent()) {
        anythingNew |= settled(each, ask(phone, each.shownAt().get()), origin);
      }
    }
    return anythingNew ? phones.bindings(phone) : bound;
  }

  /** A check that throws is one that does not know. */
  private ReissueCheck.Answer ask(PhoneNumber phone, Instant since) {
    try {
      return check.since(phone, since);
    } catch (RuntimeException broken) {
      LOG.warn("the check for numbers issued again failed: {}", broken.getClass().getName());
      return ReissueCheck.Answer.UNKNOWN;
    }
  }

  private boolean settled(BoundPhone binding, ReissueCheck.Answer answer, RequestOrigin origin) {
    return switch (answer) {
      case SAME_HOLDER -> {
        database.executeWithoutResult(_ -> held(binding, origin));
        yield true;
      }
      case CHANGED_HANDS -> {
        database.executeWithoutResult(_ -> ended(binding, origin));
        yield true;
      }
      case UNKNOWN -> false;
    };
  }

  private void held(BoundPhone binding, RequestOrigin origin) {
    if (phones.held(binding.id(), clock.instant())) {
      audit.record(
          AuditEvent.of(AuditEventType.CREDENTIAL_CONFIRMED, origin)
              .person(binding.person())
              .detail("kind", "phone")
              .detail("by", "carriers"));
    }
  }

  /**
   * The new holder's messages would be the old holder's secrets: the phone is nobody's any more.
   */
  private void ended(BoundPhone binding, RequestOrigin origin) {
    boolean _ = replace.end(binding, "changed-hands", Optional.empty(), origin);
  }
}
