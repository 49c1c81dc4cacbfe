package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.EarlierWaysEnded;
import cn.tongxing.idp.identity.OwnShown;
import cn.tongxing.idp.identity.PhoneChangeCancelled;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.phone.StopPhoneChanges;
import cn.tongxing.idp.identity.store.EndedLinkRows;
import cn.tongxing.idp.identity.store.PasskeyRows;
import cn.tongxing.idp.identity.store.PasswordRows;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PhoneChangeRows;
import cn.tongxing.idp.identity.store.PhoneChangeRows.Ending;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.UpstreamLinkRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.notice.Notices;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Account pre-hijacking (checklist L1): whoever opened an account before its owner came keeps
 * nothing of it. Ends every factor, link, session and grant from before that was not shown again in
 * the proof at hand. The caller holds the person's row.
 */
@Component
class EarlierWays {

  private final PersonRows persons;
  private final PhoneRows phones;
  private final PhoneChangeRows changes;
  private final StopPhoneChanges stops;
  private final PasswordRows passwords;
  private final PasskeyRows passkeys;
  private final UpstreamLinkRows links;
  private final EndedLinkRows memory;
  private final Notices notices;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  EarlierWays(
      PersonRows persons,
      PhoneRows phones,
      PhoneChangeRows changes,
      StopPhoneChanges stops,
      PasswordRows passwords,
      PasskeyRows passkeys,
      UpstreamLinkRows links,
      EndedLinkRows memory,
      Notices notices,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.persons = persons;
    this.phones = phones;
    this.changes = changes;
    this.stops = stops;
    this.passwords = passwords;
    this.passkeys = passkeys;
    this.links = links;
    this.memory = memory;
    this.notices = notices;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /**
   * In the caller's transaction.
   *
   * @param draft of the proof in which something was shown again: its phone, its upstream account,
   *     the factors beside it
   * @param reason for the trail
   */
  void end(PersonId person, ProofRecords.Draft draft, String reason) {
    end(person, draft, draft.proof().subjects(), reason);
  }

  /**
   * The same, where not every upstream account of the proof stays a way to sign in.
   *
   * @param kept what stays linked of the proof's upstream
   */
  void end(PersonId person, ProofRecords.Draft draft, List<ExternalSubject> kept, String reason) {
    Instant now = clock.instant();
    Proof proof = draft.proof();
    OwnShown shown = proof.shownBeside(person);
    List<PhoneNumber> before = phones.of(person);
    Optional<PhoneChangeCancelled> waited =
        stops.untold(person, Ending.REPLACED, reason, now, draft.browser());
    changes.settle(person, now); // whoever stopped one before is out
    Ended ended = new Ended(person, reason, draft);
    ended.note("phone", phones.endAllBut(person, proof.possessedPhone(), now));
    ended.note("password", shown.own().contains(Own.PASSWORD) ? 0 : passwords.remove(person));
    ended.note("passkey", passkeys.removeAllBut(person, shown.passkeys()));
    links.removeAllBut(person, proof.adapter(), kept).forEach(ended::link);
    memory.forget(person); // what whoever was before did not want linked
    tell(person, ended.count, before, waited);
    persons.reverified(person, now); // what was before is not known to be its owner's
    events.publishEvent(new EarlierWaysEnded(person, Optional.of(draft.signIn()), draft.browser()));
  }

  /** Whoever had it hears on the phones of before, and on the one that they waited for. */
  private void tell(
      PersonId person, int ended, List<PhoneNumber> before, Optional<PhoneChangeCancelled> waited) {
    if (ended > 0) {
      notices.tell(
          person,
          NoticeKind.EARLIER_WAYS_ENDED,
          waited.map(PhoneChangeCancelled::concerned).orElse(before));
    } else {
      waited.ifPresent(events::publishEvent); // the ways are as they were
    }
  }

  private final class Ended {
    private final PersonId person;
    private final String reason;
    private final ProofRecords.Draft draft;
    private int count;

    Ended(PersonId person, String reason, ProofRecords.Draft draft) {
      this.person = person;
      this.reason = reason;
      this.draft = draft;
    }

    void note(String kind, int ended) {
      for (int i = 0; i < ended; i++) {
        record(removed(kind));
      }
    }

    void link(String way) {
      record(removed("link").detail("way", way));
    }

    private AuditEvent removed(String kind) {
      return AuditEvent.of(AuditEventType.CREDENTIAL_REMOVED, draft.browser())
          .person(person)
          .signIn(draft.signIn())
          .detail("kind", kind)
          .detail("reason", reason);
    }

    private void record(AuditEvent event) {
      count++;
      audit.record(event);
    }
  }
}
