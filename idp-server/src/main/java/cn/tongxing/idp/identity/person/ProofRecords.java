package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.claim.ClaimKind;
import cn.tongxing.idp.identity.store.ClaimRows.NewClaim;
import cn.tongxing.idp.identity.store.ClaimRows.Origin;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.DocumentRows.NewDocument;
import cn.tongxing.idp.identity.store.EvidenceRows;
import cn.tongxing.idp.identity.store.EvidenceRows.NewEvidence;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.UpstreamLinkRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Writes down what a proof established, each part with its audit event. */
@Component
class ProofRecords {

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
  private final PhoneChanges changes;
  private final Claims claims;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random;

  ProofRecords(
      PersonRows persons,
      DocumentRows documents,
      UpstreamLinkRows links,
      EvidenceRows evidence,
      PhoneRows phones,
      PhoneChanges changes,
      Claims claims,
      Audit audit,
      InstantSource clock,
      SecureRandom random) {
    this.persons = persons;
    this.documents = documents;
    this.links = links;
    this.evidence = evidence;
    this.phones = phones;
    this.changes = changes;
    this.claims = claims;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A proof made ready to be written for a new person: everything sealed, nothing decided.
   *
   * @param evidence the ids that its pieces will have
   * @param source of what it says: its strongest piece
   */
  record Draft(
      Proof proof,
      SignInId signIn,
      RequestOrigin browser,
      Instant at,
      PersonId person,
      List<UUID> evidence,
      Claims.Source source,
      List<NewClaim> claims,
      List<NewDocument> documents) {}

  Draft draft(Proof proof, SignInId signIn, RequestOrigin browser) {
    Instant now = clock.instant();
    List<UUID> ids = proof.evidence().stream().map(_ -> freshId(now)).toList();
    Claims.Source source = Claims.source(proof, isPossessed(proof), ids, now);
    return new Draft(
        proof,
        signIn,
        browser,
        now,
        new PersonId(freshId(now)),
        ids,
        source,
        claims.prepare(proof, source, now),
        proof.facts().documents().stream()
            .map(each -> documents.prepare(freshId(now), each))
            .toList());
  }

  PersonId create(Draft draft) {
    PersonId id = draft.person();
    persons.insert(id, draft.at());
    record(draft, id, AuditEventType.PERSON_REGISTERED, "adapter", draft.proof().adapter());
    appendEvidence(id, draft);
    for (NewDocument document : draft.documents()) {
      mustHave(documents.insert(id, document, draft.source().origin(), draft.at()));
    }
    link(id, draft, true);
    claims.add(id, draft.claims(), draft.at());
    bindPhone(id, draft);
    return id;
  }

  /** A way to sign in from now on, and no evidence: nobody said that it is the same person. */
  void join(PersonId id, Draft draft) {
    persons.touch(id, draft.at());
    link(id, draft, false);
    record(draft, id, AuditEventType.CREDENTIAL_ADDED, "kind", "link");
  }

  /** The person came by such a way. */
  void cameByWay(PersonId id, Draft draft) {
    draft.proof().possessedPhone().ifPresent(phone -> phones.used(id, phone, draft.at()));
  }

  /** The phone of the proof, for an account whose earlier ones have just ended. */
  void beginAnew(PersonId id, Draft draft) {
    if (draft.proof().possessedPhone().filter(phone -> phones.isBound(id, phone)).isEmpty()) {
      bindPhone(id, draft);
    }
  }

  /**
   * Adds to a person who was recognised: evidence, and what the proof says anew.
   *
   * @param shown what makes it the person's
   */
  void append(PersonId id, Draft draft, Shown shown) {
    boolean byLinkAlone = RecognitionPolicy.byLinkAlone(shown);
    persons.touch(id, draft.at());
    appendEvidence(id, draft);
    for (ClaimKind kind :
        claims.judge(id, draft.proof(), draft.source(), draft.claims(), byLinkAlone, draft.at())) {
      record(draft, id, AuditEventType.CLAIM_CONTRADICTED, "claim", kind.name());
    }
    addDocuments(id, draft, byLinkAlone);
    boolean waits = changes.waiting(id).isPresent();
    boolean linked =
        draft.proof().subject().flatMap(s -> links.owner(draft.proof().adapter(), s)).isPresent();
    if (!waits && !linked) {
      link(id, draft, true); // not while a change of phone waits: nothing else changes until then
    } else if (linked && !draft.proof().facts().documents().isEmpty()) {
      draft.proof().subject().ifPresent(s -> links.prove(draft.proof().adapter(), s));
    }
    // recognised beside its code: by the code itself where the binding was fresh, by more where not
    draft.proof().possessedPhone().ifPresent(phone -> phones.used(id, phone, draft.at()));
    givePhone(id, draft, shown);
  }

  /** The first phone of somebody who never had one; in place of fallen ones by the table. */
  private void givePhone(PersonId id, Draft draft, Shown shown) {
    Optional<PhoneNumber> phone = draft.proof().possessedPhone();
    if (phone.isEmpty() || phones.hasAny(id)) {
      return;
    }
    if (phones.hadAny(id) || changes.waiting(id).isPresent()) {
      changes.ask(id, phone.get(), shown, draft.browser());
    } else {
      bindPhone(id, draft);
    }
  }

  /** What is known only by a link adds no document to better proven ones. */
  private void addDocuments(PersonId id, Draft draft, boolean byLinkAlone) {
    Origin origin = draft.source().origin();
    boolean hearsay =
        byLinkAlone
            && documents.level(id).filter(known -> !origin.level().atLeast(known)).isPresent();
    List<IdentityDocument> proven = draft.proof().facts().documents();
    for (int i = 0; i < proven.size(); i++) {
      NewDocument document = draft.documents().get(i);
      boolean known = documents.owner(proven.get(i)).isPresent();
      if (known) {
        documents.strengthen(document, origin);
      } else if (hearsay) {
        record(draft, id, AuditEventType.CLAIM_CONTRADICTED, "claim", "DOCUMENT");
      } else {
        mustHave(documents.insert(id, document, origin, draft.at()));
      }
    }
  }

  private void link(PersonId id, Draft draft, boolean proves) {
    Proof proof = draft.proof();
    proof
        .subject()
        .ifPresent(subject ->
            mustHave(
                links.insert(
                    freshId(draft.at()), id, proof.adapter(), subject, proves, draft.at())));
  }

  private void appendEvidence(PersonId id, Draft draft) {
    Proof proof = draft.proof();
    boolean possession = isPossessed(proof);
    for (int i = 0; i < proof.evidence().size(); i++) {
      EvidenceItem item = proof.evidence().get(i);
      evidence.append(
          new NewEvidence(
              draft.evidence().get(i),
              id,
              proof.adapter(),
              item,
              possession,
              Optional.of(draft.signIn().value()),
              draft.at()));
      record(draft, id, AuditEventType.EVIDENCE_ADDED, "method", item.method().name());
    }
  }

  private static boolean isPossessed(Proof proof) {
    return proof.possessedPhone().isPresent()
        || proof.factors().stream().anyMatch(POSSESSIONS::contains);
  }

  private void bindPhone(PersonId id, Draft draft) {
    Optional<PhoneNumber> phone = draft.proof().possessedPhone();
    if (phone.isPresent()
        && phones.bind(freshId(draft.at()), id, phone.get(), draft.at(), Optional.of(draft.at()))) {
      record(draft, id, AuditEventType.CREDENTIAL_ADDED, "kind", "phone");
    }
  }

  private void record(
      Draft draft, PersonId person, AuditEventType type, String detail, String value) {
    audit.record(
        AuditEvent.of(type, draft.browser())
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
}
