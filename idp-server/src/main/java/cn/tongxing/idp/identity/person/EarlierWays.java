package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.EarlierWaysEnded;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.store.PasskeyRows;
import cn.tongxing.idp.identity.store.PasswordRows;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PhoneChangeRows;
import cn.tongxing.idp.identity.store.PhoneChangeRows.Ending;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.UpstreamLinkRows;
import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
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
  private final PasswordRows passwords;
  private final PasskeyRows passkeys;
  private final UpstreamLinkRows links;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  EarlierWays(
      PersonRows persons,
      PhoneRows phones,
      PhoneChangeRows changes,
      PasswordRows passwords,
      PasskeyRows passkeys,
      UpstreamLinkRows links,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.persons = persons;
    this.phones = phones;
    this.changes = changes;
    this.passwords = passwords;
    this.passkeys = passkeys;
    this.links = links;
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
    Instant now = clock.instant();
    Proof proof = draft.proof();
    Set<Factor> shown = proof.shownBeside(person);
    boolean passkey = shown.contains(Factor.SOFTWARE_KEY) || shown.contains(Factor.HARDWARE_KEY);
    changes.waiting(person).ifPresent(waiting -> changes.end(waiting.id(), Ending.REPLACED, now));
    changes.settle(person, now); // whoever stopped one before is out
    Ended ended = new Ended(person, reason, draft);
    ended.note("phone", phones.endAllBut(person, proof.possessedPhone(), now));
    ended.note("password", shown.contains(Factor.PASSWORD) ? 0 : passwords.remove(person));
    ended.note("passkey", passkeys.removeAll(person, passkey));
    ended.note("link", links.removeAllBut(person, proof.adapter(), proof.subjects()));
    persons.reverified(person, now); // what was before is not known to be its owner's
    events.publishEvent(new EarlierWaysEnded(person, Optional.of(draft.signIn()), draft.browser()));
  }

  private final class Ended {
    private final PersonId person;
    private final String reason;
    private final ProofRecords.Draft draft;

    Ended(PersonId person, String reason, ProofRecords.Draft draft) {
      this.person = person;
      this.reason = reason;
      this.draft = draft;
    }

    void note(String kind, int ended) {
      for (int i = 0; i < ended; i++) {
        audit.record(
            AuditEvent.of(AuditEventType.CREDENTIAL_REMOVED, draft.browser())
                .person(person)
                .signIn(draft.signIn())
                .detail("kind", kind)
                .detail("reason", reason));
      }
    }
  }
}
