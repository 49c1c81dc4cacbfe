package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.DocumentRows.NewDocument;
import cn.tongxing.idp.identity.store.EvidenceRows;
import cn.tongxing.idp.identity.store.EvidenceRows.NewEvidence;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.NewPerson;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.UpstreamLinkRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Writes down what a proof established, each part with its audit event. */
@Component
class ProofRecords {

  /** The day of a date of birth is a day in China. */
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private static final Set<Factor> POSSESSIONS =
      EnumSet.of(
          Factor.SMS,
          Factor.UPSTREAM_ACCOUNT,
          Factor.NETWORK_CREDENTIAL,
          Factor.HARDWARE_KEY,
          Factor.SOFTWARE_KEY,
          Factor.COUNTER);

  private final PersonRows persons;
  private final DocumentRows documents;
  private final UpstreamLinkRows links;
  private final EvidenceRows evidence;
  private final PhoneRows phones;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random;

  ProofRecords(
      PersonRows persons,
      DocumentRows documents,
      UpstreamLinkRows links,
      EvidenceRows evidence,
      PhoneRows phones,
      Audit audit,
      InstantSource clock,
      SecureRandom random) {
    this.persons = persons;
    this.documents = documents;
    this.links = links;
    this.evidence = evidence;
    this.phones = phones;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  /** A proof made ready to be written for a new person: everything sealed, nothing decided. */
  record Draft(
      Proof proof,
      SignInId signIn,
      RequestOrigin origin,
      Instant at,
      NewPerson person,
      List<NewDocument> documents) {}

  Draft draft(Proof proof, SignInId signIn, RequestOrigin origin) {
    Instant now = clock.instant();
    PersonId id = new PersonId(freshId(now));
    return new Draft(
        proof,
        signIn,
        origin,
        now,
        persons.prepare(id, proof.facts().name(), birthDate(proof, now), now),
        proof.facts().documents().stream()
            .map(each -> documents.prepare(freshId(now), each, proof.facts().name()))
            .toList());
  }

  PersonId create(Draft draft) {
    PersonId id = draft.person().id();
    persons.insert(draft.person());
    record(draft, id, AuditEventType.PERSON_REGISTERED, "adapter", draft.proof().adapter());
    for (NewDocument document : draft.documents()) {
      mustHave(documents.insert(id, document, draft.at()));
    }
    link(id, draft);
    appendEvidence(id, draft);
    bindPhone(id, draft);
    return id;
  }

  /** Adds to a person who was recognised: evidence, and what the proof says anew. */
  void append(PersonId id, Draft draft) {
    persons.renew(
        persons.prepare(
            id, draft.proof().facts().name(), birthDate(draft.proof(), draft.at()), draft.at()));
    List<IdentityDocument> proven = draft.proof().facts().documents();
    for (int i = 0; i < proven.size(); i++) {
      IdentityDocument document = proven.get(i);
      boolean added = documents.insert(id, draft.documents().get(i), draft.at());
      if (!added) {
        draft.proof().facts().name().ifPresent(name -> documents.rename(id, document, name));
      }
    }
    if (draft.proof().subject().flatMap(s -> links.owner(draft.proof().adapter(), s)).isEmpty()) {
      link(id, draft);
    }
    appendEvidence(id, draft);
    // recognised beside its code: by the code itself where the binding was fresh, by more where not
    draft.proof().possessedPhone().ifPresent(phone -> phones.used(id, phone, draft.at()));
    if (!phones.hasAny(id)) {
      bindPhone(id, draft);
    }
  }

  private void link(PersonId id, Draft draft) {
    draft
        .proof()
        .subject()
        .ifPresent(subject ->
            mustHave(
                links.insert(
                    freshId(draft.at()), id, draft.proof().adapter(), subject, draft.at())));
  }

  private void appendEvidence(PersonId id, Draft draft) {
    Proof proof = draft.proof();
    boolean possession =
        proof.possessedPhone().isPresent()
            || proof.factors().stream().anyMatch(POSSESSIONS::contains);
    for (EvidenceItem item : proof.evidence()) {
      evidence.append(
          new NewEvidence(
              freshId(draft.at()),
              id,
              proof.adapter(),
              item,
              possession,
              Optional.of(draft.signIn().value()),
              draft.at()));
      record(draft, id, AuditEventType.EVIDENCE_ADDED, "method", item.method().name());
    }
  }

  private void bindPhone(PersonId id, Draft draft) {
    Optional<PhoneNumber> phone = draft.proof().possessedPhone();
    if (phone.isPresent() && phones.bind(freshId(draft.at()), id, phone.get(), draft.at())) {
      record(draft, id, AuditEventType.CREDENTIAL_ADDED, "kind", "phone");
    }
  }

  private void record(
      Draft draft, PersonId person, AuditEventType type, String detail, String value) {
    audit.record(
        AuditEvent.of(type, draft.origin())
            .person(person)
            .signIn(draft.signIn())
            .detail("adapter", draft.proof().adapter())
            .detail(detail, value));
  }

  private UUID freshId(Instant now) {
    return TimeOrderedId.at(now, random);
  }

  /** The locks see to it that nobody else can have it; if somebody has, nothing may be stored. */
  private static void mustHave(boolean inserted) {
    if (!inserted) {
      throw new IllegalStateException("a document or link went to somebody else meanwhile");
    }
  }

  private static Optional<LocalDate> birthDate(Proof proof, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, CHINA);
    return proof
        .facts()
        .birthDate()
        .or(() ->
            proof.facts().documents().stream()
                .filter(each -> each.type() == DocumentType.RESIDENT_ID)
                .flatMap(each -> ResidentIdNumber.parse(each.number(), today).stream())
                .map(ResidentIdNumber::birthDate)
                .findFirst());
  }
}
